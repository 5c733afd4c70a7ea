import type { Pool } from "pg";

/** Drops the days of keys that are more than 14 days past; answers how many. `today` as `YYYY-MM-DD`, UTC. */
export async function dropOldEventKeys(pool: Pool, today: string): Promise<number> {
  const { rows } = await pool.query<{ dropped: number }>("SELECT drop_event_keys($1::date) AS dropped", [today]);
  return rows[0]?.dropped ?? 0;
}

/** Deletes keys without a day of their own whose event came in before a moment; answers how many. */
export async function deleteDaylessEventKeys(pool: Pool, before: Date, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM event_key_default WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM event_key_default WHERE event_id < uuid_at($1::timestamptz) LIMIT $2))`,
    [before, limit],
  );
  return rowCount ?? 0;
}
