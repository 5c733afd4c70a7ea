import type { Pool } from "pg";

/** Accounts that were deleted before a moment. */
export async function readDeletedAccounts(pool: Pool, before: Date): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM account WHERE deleted_at <= least($1::timestamptz, now() - interval '30 days') ORDER BY deleted_at, id",
    [before],
  );
  return rows.map(({ id }) => id);
}

/** Some of an account's runs, finished or not, so many at most. */
export async function readRunsOfAccount(pool: Pool, accountId: string, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `(SELECT id FROM run_live WHERE account_id = $1 LIMIT $2) UNION ALL (SELECT id FROM run WHERE account_id = $1 LIMIT $2) LIMIT $2`,
    [accountId, limit],
  );
  return rows.map(({ id }) => id);
}

/** Attempts of some of its runs, so many at most. Answers how many. */
export async function eraseAttempts(pool: Pool, runIds: readonly string[], limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH few AS MATERIALIZED (SELECT run_id, id FROM step_run WHERE run_id = ANY ($1::uuid[]) LIMIT $2)
     DELETE FROM step_run s USING few WHERE s.run_id = few.run_id AND s.id = few.id`,
    [runIds, limit],
  );
  return rowCount ?? 0;
}

export async function eraseRunsOfAccount(pool: Pool, accountId: string, runIds: readonly string[]): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH live AS (DELETE FROM run_live WHERE account_id = $1 AND id = ANY ($2::uuid[]) RETURNING id)
     DELETE FROM run WHERE account_id = $1 AND id = ANY ($2::uuid[])`,
    [accountId, runIds],
  );
  return rowCount ?? 0;
}

/** Tables of much that are found by account and id. */
export type LargeTable = "event" | "blob";

/** So many rows at most. Answers how many. */
export async function eraseSome(pool: Pool, table: LargeTable, accountId: string, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM ${table} WHERE account_id = $1 AND id = ANY (ARRAY(SELECT id FROM ${table} WHERE account_id = $1 LIMIT $2))`,
    [accountId, limit],
  );
  return rowCount ?? 0;
}

/** The other tables of a tenant, those first that point at others. @internal */
export const smallTables = [
  "listener",
  "trigger_due",
  "cycle_backlog",
  "cycle_version",
  "cycle",
  "notice",
  "sign_in",
  "connection_check",
  "connection_pressure",
  "run_place",
  "connection",
  "erasure",
  "event_figure",
  "run_figure",
  "operation",
  "account_variable",
] as const;

/** Everything else of an account and the account itself, in one transaction. What the audit knows of it loses its names. */
export async function eraseRest(pool: Pool, accountId: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const table of smallTables) await client.query(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
    await client.query("UPDATE audit SET details = details - 'name' - 'externalId' WHERE account_id = $1", [accountId]);
    await client.query("DELETE FROM account WHERE id = $1", [accountId]);
    await client.query("COMMIT");
    client.release();
  } catch (error: unknown) {
    client.release(true);
    throw error;
  }
}
