import type { Pool } from "pg";

export interface ErasureRow {
  readonly accountId: string;
  readonly id: string;
  readonly page: string;
  /** Once it is done, only its end. */
  readonly person: string;
  readonly status: "waiting" | "erasing" | "done";
  readonly events: number;
  readonly runs: number;
  readonly files: number;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `account_id AS "accountId", id, page, person, status, events, runs, files, requested_by AS "requestedBy",
  created_at AS "createdAt", finished_at AS "finishedAt"`;

export async function insertErasure(
  pool: Pool,
  erasure: Pick<ErasureRow, "accountId" | "id" | "page" | "person" | "requestedBy" | "createdAt">,
): Promise<ErasureRow> {
  const { rows } = await pool.query<ErasureRow>(
    `INSERT INTO erasure (account_id, id, page, person, requested_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`,
    [erasure.accountId, erasure.id, erasure.page, erasure.person, erasure.requestedBy, erasure.createdAt],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("PostgreSQL answered no row to the insertion of an erasure.");
  return row;
}

/** One that has not begun is asked for again: it takes what came up to now as well. Null when none waits. */
export async function renewWaitingErasure(
  pool: Pool,
  about: { accountId: string; page: string; person: string },
  at: Date,
): Promise<ErasureRow | null> {
  const { rows } = await pool.query<ErasureRow>(
    `UPDATE erasure SET created_at = greatest(created_at, $4)
     WHERE account_id = $1 AND page = $2 AND person = $3 AND status = 'waiting' RETURNING ${columns}`,
    [about.accountId, about.page, about.person, at],
  );
  return rows[0] ?? null;
}

export async function readErasure(pool: Pool, accountId: string, id: string): Promise<ErasureRow | null> {
  const { rows } = await pool.query<ErasureRow>(`SELECT ${columns} FROM erasure WHERE account_id = $1 AND id = $2`, [
    accountId,
    id,
  ]);
  return rows[0] ?? null;
}

/** Newest first; `accountId` null: of every account. */
export async function listErasureRows(
  pool: Pool,
  accountId: string | null,
  page: { before: string | null; limit: number },
): Promise<ErasureRow[]> {
  const { rows } = await pool.query<ErasureRow>(
    `SELECT ${columns} FROM erasure WHERE ($1::uuid IS NULL OR account_id = $1) AND ($2::uuid IS NULL OR id < $2)
     ORDER BY id DESC LIMIT $3`,
    [accountId, page.before, page.limit],
  );
  return rows;
}

/** Oldest first. */
export async function readOpenErasures(pool: Pool, limit: number): Promise<ErasureRow[]> {
  const { rows } = await pool.query<ErasureRow>(
    `SELECT ${columns} FROM erasure WHERE status <> 'done' ORDER BY created_at, id LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Answers up to when it was asked for, which nobody changes from now on; null when it is done already. */
export async function markErasing(pool: Pool, id: string): Promise<Date | null> {
  const { rows } = await pool.query<{ createdAt: Date }>(
    `UPDATE erasure SET status = 'erasing' WHERE id = $1 AND status <> 'done' RETURNING created_at AS "createdAt"`,
    [id],
  );
  return rows[0]?.createdAt ?? null;
}

export async function markErased(pool: Pool, id: string, person: string, at: Date): Promise<ErasureRow | null> {
  const { rows } = await pool.query<ErasureRow>(
    `UPDATE erasure SET status = 'done', person = $2, finished_at = $3 WHERE id = $1 AND status <> 'done'
     RETURNING ${columns}`,
    [id, person, at],
  );
  return rows[0] ?? null;
}
