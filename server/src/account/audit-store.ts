import type { Database } from "../db/database.ts";
import type { Queryable } from "../db/queryable.ts";

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly act: string;
  readonly accountId: string | null;
  readonly details: Record<string, unknown>;
}

export async function insertAudit(into: Queryable, entry: AuditRow): Promise<void> {
  await into.query({
    text: "INSERT INTO audit (id, at, actor, act, account_id, details) VALUES ($1, $2, $3, $4, $5, $6)",
    values: [entry.id, entry.at, entry.actor, entry.act, entry.accountId, JSON.stringify(entry.details)],
  });
}

/** Newest first. */
export async function listAuditRows(
  database: Pick<Database, "pool">,
  page: { before: string | null; limit: number },
): Promise<AuditRow[]> {
  const { rows } = await database.pool.query<AuditRow>(
    `SELECT id, at, actor, act, account_id AS "accountId", details FROM audit
     WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
    [page.before, page.limit],
  );
  return rows;
}
