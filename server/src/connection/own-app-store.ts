import type { Kysely } from "kysely";
import type { Schema } from "../db/schema.ts";
import { type SetupRecord, toSetupRecord } from "./setup-store.ts";

/** The application that some connection brought under a Setup, by its Client ID. */
export async function readOwnApp(db: Kysely<Schema>, baseId: string, clientId: string): Promise<SetupRecord | null> {
  const row = await db
    .selectFrom("setup")
    .selectAll()
    .where("base_id", "=", baseId)
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  return row ? toSetupRecord(row) : null;
}

/** All that stand under a Setup, in the order in which locks are taken; until the transaction ends nobody else changes them. */
export async function lockOwnApps(db: Kysely<Schema>, baseId: string): Promise<SetupRecord[]> {
  const rows = await db
    .selectFrom("setup")
    .selectAll()
    .where("base_id", "=", baseId)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(toSetupRecord);
}

/**
 * Deletes applications that no connection uses any more: one, all under a Setup, or those made before a moment. Fails by
 * a foreign key when a connection is being made just now.
 */
export async function deleteUnusedApps(
  db: Kysely<Schema>,
  which: { id: string } | { baseId: string } | { madeBefore: Date },
): Promise<number> {
  let query = db
    .deleteFrom("setup")
    .where("base_id", "is not", null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("connection").select("id").whereRef("connection.setup_id", "=", "setup.id"))),
    );
  if ("id" in which) query = query.where("id", "=", which.id);
  if ("baseId" in which) query = query.where("base_id", "=", which.baseId);
  if ("madeBefore" in which) query = query.where("created_at", "<", which.madeBefore);
  const { numDeletedRows } = await query.executeTakeFirst();
  return Number(numDeletedRows);
}
