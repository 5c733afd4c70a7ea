import { type Kysely, sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";

/** A Page as a Setup's application knows it. */
export interface PageOfSetup {
  setupId: string;
  externalId: string;
}

/** Until the end of the transaction nobody else connects this Page or lets it go. */
export async function lockPage(scope: AccountScope, { setupId, externalId }: PageOfSetup): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`page:${setupId}:${externalId}`}, 0))`.execute(scope);
}

/** Accounts that have the Page by this Setup. Asked across accounts, so that the answer is for decisions and never for a caller. */
export async function readPageOwners(db: Kysely<Schema>, { setupId, externalId }: PageOfSetup): Promise<string[]> {
  const rows = await db
    .selectFrom("connection")
    .select("account_id")
    .where("setup_id", "=", setupId)
    .where("external_id", "=", externalId)
    .orderBy("account_id")
    .execute();
  return rows.map((row) => row.account_id);
}

/** Which of these Pages some other account has by this Setup. */
export async function readPagesOfOthers(
  db: Kysely<Schema>,
  place: { setupId: string; accountId: string },
  externalIds: readonly string[],
): Promise<Set<string>> {
  if (externalIds.length === 0) return new Set();
  const rows = await db
    .selectFrom("connection")
    .select("external_id")
    .distinct()
    .where("setup_id", "=", place.setupId)
    .where("account_id", "<>", place.accountId)
    .where("external_id", "in", externalIds)
    .execute();
  return new Set(rows.flatMap(({ external_id }) => external_id ?? []));
}

/** What still comes of the Page is dropped and counted from now on. */
export async function notePageDisconnected(db: Kysely<Schema>, { setupId, externalId }: PageOfSetup): Promise<void> {
  await db
    .insertInto("disconnected_page")
    .values({ setup_id: setupId, external_id: externalId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function notePageConnected(db: Kysely<Schema>, { setupId, externalId }: PageOfSetup): Promise<void> {
  await db
    .deleteFrom("disconnected_page")
    .where("setup_id", "=", setupId)
    .where("external_id", "=", externalId)
    .execute();
}

/** Trigger methods by which running cycles, of whatever account, listen to the Page. */
export async function readListenedMethods(db: Kysely<Schema>, { setupId, externalId }: PageOfSetup): Promise<string[]> {
  const rows = await db
    .selectFrom("listener")
    .select("method")
    .distinct()
    .where("setup_id", "=", setupId)
    .where("external_id", "=", externalId)
    .orderBy("method")
    .execute();
  return rows.map(({ method }) => method);
}
