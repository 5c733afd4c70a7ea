import type { Pool } from "pg";

/**
 * Deletes events that no account has and that waited longer than their Setup holds them, or whose Setup is gone, so that
 * nobody can hand them over any more. Answers how many.
 */
export async function deleteHeldEvents(pool: Pool, now: Date, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM event WHERE account_id = '00000000-0000-0000-0000-000000000000' AND id = ANY (ARRAY(
       SELECT e.id FROM event e LEFT JOIN setup s ON s.id = e.setup_id
       WHERE e.account_id = '00000000-0000-0000-0000-000000000000'
         AND e.id < uuid_at($1::timestamptz - make_interval(hours => coalesce(s.hold_hours, 0)))
       LIMIT $2))`,
    [now, limit],
  );
  return rowCount ?? 0;
}
