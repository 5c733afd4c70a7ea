import { z } from "zod";
import { findAccount } from "../account/accounts.ts";
import type { Database } from "../db/database.ts";

export const connectionListAddress = "/v1/accounts/:account/connections";
export const connectionAddress = `${connectionListAddress}/:connection`;

export const connectionListParams = z.object({ account: z.string().max(200) });
export const connectionParams = connectionListParams.extend({ connection: z.string().max(100) });

/** Of the address' account the row's id, of its connection what stands in the address. */
export async function connectionPlace(
  deps: { database: Database },
  { account, connection }: z.infer<typeof connectionParams>,
): Promise<{ accountId: string; id: string }> {
  return { accountId: (await findAccount(deps.database, account)).id, id: connection };
}
