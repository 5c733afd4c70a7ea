import type { Pool } from "pg";
import type { Part } from "../db/parts.ts";

/** Events of a part that runs which are not over yet began with. */
export async function readNeededEvents(pool: Pool, part: Part): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT event_id AS id FROM run_live WHERE event_id >= $1 AND event_id < $2",
    [part.low, part.high],
  );
  return rows.map(({ id }) => id);
}

export interface EventDays {
  general: number;
  accounts: ReadonlyMap<string, number>;
}

/**
 * Deletes events of some blocks that are past their retention. Those that no account has are a Setup's to hold. Answers how
 * many, and when the first of the others is; null when there are none.
 */
export async function deletePastEvents(
  pool: Pool,
  { part, first, end }: { part: Part; first: number; end: number },
  { days, needed, now }: { days: EventDays; needed: readonly string[]; now: Date },
): Promise<{ events: number; nextAt: Date | null }> {
  const { rows } = await pool.query<{ events: number; nextAt: Date | null }>(
    `WITH clocks AS MATERIALIZED (
       SELECT least($8::timestamptz, now()) AS past
     ), looked AS MATERIALIZED (
       SELECT e.account_id, e.id, e.received_at + make_interval(days => coalesce(d.days, $5)) AS ends
       FROM event e LEFT JOIN unnest($6::uuid[], $7::int[]) AS d(account_id, days) ON d.account_id = e.account_id
       WHERE e.id >= $1 AND e.id < $2 AND e.ctid >= $3::tid AND e.ctid < $4::tid
         AND e.account_id <> '00000000-0000-0000-0000-000000000000'
     ), gone AS (
       DELETE FROM event e USING looked l, clocks
       WHERE l.ends <= past AND e.account_id = l.account_id AND e.id = l.id AND e.id >= $1 AND e.id < $2
         AND e.id <> ALL ($9::uuid[])
       RETURNING e.id
     )
     SELECT (SELECT count(*)::int FROM gone) AS events, (SELECT min(ends) FROM looked, clocks WHERE ends > past) AS "nextAt"`,
    [
      part.low,
      part.high,
      `(${first},0)`,
      `(${end},0)`,
      days.general,
      [...days.accounts.keys()],
      [...days.accounts.values()],
      now,
      needed,
    ],
  );
  return rows[0] ?? { events: 0, nextAt: null };
}
