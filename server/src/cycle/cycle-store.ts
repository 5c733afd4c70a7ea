import {
  type CycleDocument,
  type CyclePatch,
  type CycleRetention,
  cycleRetention,
  type CycleStatus,
} from "@velodrome/contract";
import { type Selectable, sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import { contains } from "../db/like.ts";
import type { CycleTable } from "../db/schema.ts";
import { readStoredDocument } from "./stored-document.ts";

export interface CycleRecord {
  accountId: string;
  id: string;
  name: string;
  status: CycleStatus;
  draft: CycleDocument;
  revision: number;
  /** The latest published one, null before the first. */
  version: number | null;
  retention: CycleRetention;
  concurrency: number | null;
  createdAt: Date;
  updatedAt: Date;
  folder: string | null;
  tags: string[];
  deletedAt: Date | null;
  /** Since when what it would have taken is not answered; null while it takes what comes. */
  unansweredSince: Date | null;
}

/** For a list: the two documents only where they are not the same. */
export type CycleSummary = Omit<CycleRecord, "draft"> & {
  difference: { draft: CycleDocument; published: CycleDocument } | null;
};

const toSummary = (row: Omit<Selectable<CycleTable>, "draft" | "started_at">): Omit<CycleRecord, "draft"> => ({
  accountId: row.account_id,
  id: row.id,
  name: row.name,
  status: row.status,
  revision: row.revision,
  version: row.version,
  retention: cycleRetention.parse(row.retention),
  concurrency: row.concurrency,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  folder: row.folder,
  tags: row.tags,
  deletedAt: row.deleted_at,
  unansweredSince: row.unanswered_since,
});

const toRecord = (row: Selectable<CycleTable>): CycleRecord => ({
  ...toSummary(row),
  draft: readStoredDocument(row.draft),
});

export async function insertCycle(
  scope: AccountScope,
  cycle: { accountId: string; id: string; name: string; document: CycleDocument },
): Promise<CycleRecord> {
  return toRecord(
    await scope
      .insertInto("cycle")
      .values({ account_id: cycle.accountId, id: cycle.id, name: cycle.name, draft: JSON.stringify(cycle.document) })
      .returningAll()
      .executeTakeFirstOrThrow(),
  );
}

export interface CycleFilter {
  limit: number;
  before: string | null;
  deleted?: boolean | undefined;
  folder?: string | undefined;
  tag?: string | undefined;
  q?: string | undefined;
}

/** Newest first. */
export async function listCycleRows(
  scope: AccountScope,
  accountId: string,
  page: CycleFilter,
): Promise<CycleSummary[]> {
  const { before, deleted = false, folder, tag, q } = page;
  const rows = await scope
    .selectFrom("cycle as c")
    .leftJoin("cycle_version as v", (join) =>
      join.onRef("v.cycle_id", "=", "c.id").onRef("v.version", "=", "c.version"),
    )
    .select([
      "c.account_id",
      "c.id",
      "c.name",
      "c.status",
      "c.revision",
      "c.version",
      "c.retention",
      "c.concurrency",
      "c.created_at",
      "c.updated_at",
      "c.unanswered_since",
    ])
    .select(["c.folder", "c.tags", "c.deleted_at"])
    .select([
      sql<CycleDocument | null>`CASE WHEN v.document <> c.draft THEN c.draft END`.as("changed_draft"),
      sql<CycleDocument | null>`CASE WHEN v.document <> c.draft THEN v.document END`.as("changed_document"),
    ])
    .where("c.account_id", "=", accountId)
    .where("c.deleted_at", deleted ? "is not" : "is", null)
    .$if(before !== null, (query) => query.where("c.id", "<", before ?? ""))
    .$if(folder !== undefined, (query) => query.where("c.folder", "=", folder ?? ""))
    .$if(tag !== undefined, (query) => query.where(sql<boolean>`c.tags @> ARRAY[${tag ?? ""}]::text[]`))
    .$if(q !== undefined, (query) => query.where("c.name", "ilike", contains(q ?? "")))
    .orderBy("c.id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(({ changed_draft: draft, changed_document: published, ...row }) => ({
    ...toSummary(row),
    difference: draft === null || published === null ? null : { draft, published },
  }));
}

export async function readCycle(scope: AccountScope, accountId: string, id: string): Promise<CycleRecord | null> {
  const row = await living(scope, accountId).where("id", "=", id).executeTakeFirst();
  return row ? toRecord(row) : null;
}

/** Until the end of the transaction nobody else changes it. */
export async function lockCycle(scope: AccountScope, accountId: string, id: string): Promise<CycleRecord | null> {
  const row = await living(scope, accountId).where("id", "=", id).forUpdate().executeTakeFirst();
  return row ? toRecord(row) : null;
}

/**
 * Running cycles whose live version uses a connection, locked. Whoever makes such a version live holds the connection,
 * and the caller has locked it, so that none is missed.
 */
export async function lockRunningCyclesWith(
  scope: AccountScope,
  accountId: string,
  connection: string,
): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`
    SELECT c.id, c.version FROM cycle c
    JOIN cycle_version v ON v.cycle_id = c.id AND v.version = c.version
    WHERE c.account_id = ${accountId} AND c.status = 'running' AND c.deleted_at IS NULL
      AND jsonb_path_exists(v.document, '$.steps[*] ? (@.connection == $id)', jsonb_build_object('id', ${connection}::text))
    ORDER BY c.id FOR UPDATE OF c`.execute(scope);
  return rows;
}

export async function lockRunningCycles(scope: AccountScope, accountId: string): Promise<{ id: string }[]> {
  return living(scope, accountId).where("status", "=", "running").orderBy("id").forUpdate().execute();
}

/** Null when the draft has another revision by now. */
export async function updateDraft(
  scope: AccountScope,
  cycle: { accountId: string; id: string; revision: number },
  change: Omit<CyclePatch, "revision">,
): Promise<CycleRecord | null> {
  const row = await scope
    .updateTable("cycle")
    .set({
      revision: cycle.revision + 1,
      updated_at: sql<Date>`now()`,
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.document === undefined ? {} : { draft: JSON.stringify(change.document) }),
      ...(change.retention === undefined ? {} : { retention: JSON.stringify(change.retention) }),
      ...(change.concurrency === undefined ? {} : { concurrency: change.concurrency }),
    })
    .where("account_id", "=", cycle.accountId)
    .where("id", "=", cycle.id)
    .where("revision", "=", cycle.revision)
    .where("deleted_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  return row ? toRecord(row) : null;
}

/** Whether it was in one of the statuses that the move starts from. */
export async function changeStatus(
  scope: AccountScope,
  cycle: { accountId: string; id: string },
  move: { from: readonly CycleStatus[]; to: CycleStatus },
): Promise<boolean> {
  const { numUpdatedRows } = await scope
    .updateTable("cycle")
    .set({
      status: move.to,
      updated_at: sql<Date>`now()`,
      ...(move.to === "running"
        ? { started_at: sql<Date>`CASE WHEN status = 'running' THEN started_at ELSE now() END` }
        : {
            unanswered_since: sql<Date>`coalesce(unanswered_since,
              CASE WHEN status = 'running' THEN greatest(now() - interval '5 seconds', started_at) END)`,
          }),
    })
    .where("account_id", "=", cycle.accountId)
    .where("id", "=", cycle.id)
    .where("status", "in", [...move.from])
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** It stays in the history of its runs. */
export async function markCycleDeleted(
  scope: AccountScope,
  cycle: { accountId: string; id: string },
  at: Date,
): Promise<void> {
  await scope
    .updateTable("cycle")
    .set({ deleted_at: at, updated_at: at, status: sql`CASE WHEN status = 'running' THEN 'stopped' ELSE status END` })
    .where("account_id", "=", cycle.accountId)
    .where("id", "=", cycle.id)
    .execute();
}

/** Of a cycle in the recycle bin: what it is called and since when it lies there. */
export async function readDeleted(
  scope: AccountScope,
  accountId: string,
  id: string,
): Promise<{ name: string; deletedAt: Date } | null> {
  const row = await scope
    .selectFrom("cycle")
    .select(["name", "deleted_at"])
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined || row.deleted_at === null ? null : { name: row.name, deletedAt: row.deleted_at };
}

const living = (scope: AccountScope, accountId: string) =>
  scope.selectFrom("cycle").selectAll().where("account_id", "=", accountId).where("deleted_at", "is", null);
