import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";
import type { ConnectionRecord } from "./connection-store.ts";

/** Whoever gets it asks for the new token, nobody else does until then. False: somebody is at it, or it was replaced. */
export async function claimRefresh(
  db: Kysely<Schema>,
  known: ConnectionRecord,
  { now, until }: { now: Date; until: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("connection")
    .set({ refreshing_until: until })
    .where("account_id", "=", known.accountId)
    .where("id", "=", known.id)
    .where("credentials", "is not distinct from", known.credentials)
    .where(({ eb, or }) => or([eb("refreshing_until", "is", null), eb("refreshing_until", "<", now)]))
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

/** False when a person has put others meanwhile. */
export async function replaceCredentials(
  db: Kysely<Schema>,
  known: ConnectionRecord,
  sealed: Pick<ConnectionRecord, "keyId" | "credentials" | "verifyToken">,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("connection")
    .set({
      key_id: sealed.keyId,
      credentials: sealed.credentials,
      verify_token: sealed.verifyToken,
      refreshing_until: null,
      updated_at: sql`now()`,
    })
    .where("account_id", "=", known.accountId)
    .where("id", "=", known.id)
    .where("credentials", "is not distinct from", known.credentials)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
