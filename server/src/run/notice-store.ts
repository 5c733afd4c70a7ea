import type { Pool } from "pg";

/** The application's notice of one of our own calls, or null; nothing is looked for that came before a moment. */
export async function readNotice(
  pool: Pool,
  accountId: string,
  stepRunId: string,
  since: Date,
): Promise<{ item: unknown } | null> {
  const { rows } = await pool.query<{ item: unknown }>({
    name: "read-notice",
    text: `SELECT item FROM event
      WHERE correlation = $1 AND account_id = $2 AND id >= uuid_at($3::timestamptz) ORDER BY id LIMIT 1`,
    values: [stepRunId, accountId, since],
  });
  return rows[0] ?? null;
}
