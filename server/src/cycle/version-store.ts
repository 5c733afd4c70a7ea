import type { CycleDocument } from "@velodrome/contract";
import { type Selectable, sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { CycleVersionTable } from "../db/schema.ts";
import { documentLanguage } from "./document-language.ts";
import { readStoredDocument } from "./stored-document.ts";

export interface VersionRecord {
  version: number;
  document: CycleDocument;
  note: string | null;
  publishedBy: string | null;
  createdAt: Date;
}

const toRecord = (row: Selectable<CycleVersionTable>): VersionRecord => ({
  version: row.version,
  document: readStoredDocument(row.document),
  note: row.note,
  publishedBy: row.published_by,
  createdAt: row.created_at,
});

/** Adds the next version of a locked cycle and makes it the latest. A version never changes afterwards. */
export async function addVersion(
  scope: AccountScope,
  cycle: { accountId: string; id: string; version: number | null },
  content: { document: CycleDocument; note: string | null; publishedBy: string },
): Promise<number> {
  const version = (cycle.version ?? 0) + 1;
  await scope
    .insertInto("cycle_version")
    .values({
      account_id: cycle.accountId,
      cycle_id: cycle.id,
      version,
      document: JSON.stringify(content.document),
      note: content.note,
      published_by: content.publishedBy,
      language: documentLanguage,
    })
    .execute();
  await scope
    .updateTable("cycle")
    .set({ version, updated_at: sql<Date>`now()` })
    .where("account_id", "=", cycle.accountId)
    .where("id", "=", cycle.id)
    .execute();
  return version;
}

export async function readVersion(
  scope: AccountScope,
  accountId: string,
  cycleId: string,
  version: number,
): Promise<VersionRecord | null> {
  const row = await ofCycle(scope, accountId, cycleId).where("version", "=", version).executeTakeFirst();
  return row ? toRecord(row) : null;
}

/** Newest first. */
export async function listVersionRows(
  scope: AccountScope,
  accountId: string,
  cycleId: string,
  page: { limit: number; before: number | null },
): Promise<VersionRecord[]> {
  let query = ofCycle(scope, accountId, cycleId);
  if (page.before !== null) query = query.where("version", "<", page.before);
  return (await query.orderBy("version", "desc").limit(page.limit).execute()).map(toRecord);
}

const ofCycle = (scope: AccountScope, accountId: string, cycleId: string) =>
  scope.selectFrom("cycle_version").selectAll().where("account_id", "=", accountId).where("cycle_id", "=", cycleId);
