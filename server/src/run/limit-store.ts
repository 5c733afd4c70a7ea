import type { Pool } from "pg";

/** How many runs of an account, or of one of its cycles, may execute at once. */
export interface Limit {
  accountId: string;
  /** Id of the account, or of the cycle. */
  subject: string;
  limit: number;
}

/** Of all accounts and cycles that have one. */
export async function readLimits(pool: Pool): Promise<Limit[]> {
  const { rows } = await pool.query<Limit>({
    name: "read-limits",
    text: `SELECT id AS "accountId", id AS subject, concurrency AS "limit" FROM account WHERE concurrency IS NOT NULL
      UNION ALL SELECT account_id, id, concurrency FROM cycle WHERE concurrency IS NOT NULL`,
  });
  return rows;
}
