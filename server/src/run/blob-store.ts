import type { AccountScope } from "../db/database.ts";

/** Large payloads as JSON texts, by id. */
export async function readBlobs(
  scope: AccountScope,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await scope
    .selectFrom("blob")
    .select(["id", "bytes"])
    .where("account_id", "=", accountId)
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.bytes.toString()]));
}
