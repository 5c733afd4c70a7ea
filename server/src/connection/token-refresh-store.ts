import { type Kysely, sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import type { ConnectionRecord } from "./connection-store.ts";

/**
 * Whoever gets it asks for the new token, nobody else does for so many ms. False: somebody is at it, or it was replaced.
 * The database's clock judges it, since those of processes may differ by more than that.
 */
export async function claimRefresh(db: Kysely<Schema>, known: ConnectionRecord, forMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("connection")
    .set({ refreshing_until: sql`now() + ${forMs} * interval '1 millisecond'` })
    .where("account_id", "=", known.accountId)
    .where("id", "=", known.id)
    .where("credentials", "is not distinct from", known.credentials)
    .where(({ eb, or }) => or([eb("refreshing_until", "is", null), eb("refreshing_until", "<", sql<Date>`now()`)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function releaseRefresh(db: Kysely<Schema>, { accountId, id }: ConnectionRecord): Promise<void> {
  await db
    .updateTable("connection")
    .set({ refreshing_until: null })
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .execute();
}

/** Of a connection locked in this transaction. */
export async function replaceCredentials(
  scope: AccountScope,
  { accountId, id }: Pick<ConnectionRecord, "accountId" | "id">,
  sealed: Pick<ConnectionRecord, "keyId" | "credentials" | "verifyToken">,
): Promise<void> {
  await scope
    .updateTable("connection")
    .set({
      key_id: sealed.keyId,
      credentials: sealed.credentials,
      verify_token: sealed.verifyToken,
      refreshing_until: null,
      updated_at: sql`now()`,
    })
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .execute();
}
