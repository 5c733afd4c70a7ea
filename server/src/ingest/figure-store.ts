import type { Pool } from "pg";

/** One hour of one account. */
export interface EventFigure {
  hour: Date;
  events: number;
  unrouted: number;
}

/** One hour of one cycle. */
export interface RunFigure {
  hour: Date;
  accountId: string;
  cycleId: string;
  succeeded: number;
  failed: number;
  cancelled: number;
}

/** What tells of our own messages, and is for no cycle to take. */
const signs = `('echo', 'delivery', 'read')`;

/** Events are found by account, so each is asked for its own; `$3` null asks all of them. */
const countEvents = `
  SELECT a.id AS account_id, date_trunc('hour', e.received_at, 'UTC') AS hour, count(*)::int AS events,
    count(*) FILTER (WHERE NOT e.routed AND e.kind NOT IN ${signs})::int AS unrouted
  FROM account a CROSS JOIN LATERAL (
    SELECT received_at, routed, kind FROM event
    WHERE account_id = a.id AND id >= uuid_at($1::timestamptz) AND id < uuid_at($2::timestamptz)) e
  WHERE $3::uuid IS NULL OR a.id = $3
  GROUP BY 1, 2`;

/** Finished runs are found by their end. */
const countRuns = `
  SELECT account_id, date_trunc('hour', finished_at, 'UTC') AS hour, cycle_id,
    count(*) FILTER (WHERE status = 'succeeded')::int AS succeeded,
    count(*) FILTER (WHERE status = 'failed')::int AS failed,
    count(*) FILTER (WHERE status = 'cancelled')::int AS cancelled
  FROM run WHERE finished_at >= $1 AND finished_at < $2 AND ($3::uuid IS NULL OR account_id = $3)
  GROUP BY 1, 2, 3`;

/** The hour after the last that is counted; null before the first. */
export async function readCountedUntil(pool: Pool): Promise<Date | null> {
  const { rows } = await pool.query<{ until: Date | null }>(
    "SELECT max(hour) + interval '1 hour' AS until FROM figure_hour",
  );
  return rows[0]?.until ?? null;
}

/** Counts one hour that is over. Counting it twice comes to the same as once. */
export async function countHour(pool: Pool, hour: Date, end: Date): Promise<void> {
  await pool.query(
    `WITH counted AS (INSERT INTO figure_hour (hour) VALUES ($1) ON CONFLICT DO NOTHING RETURNING hour),
     events AS (INSERT INTO event_figure (account_id, hour, events, unrouted)
       SELECT account_id, $1, sum(events), sum(unrouted) FROM (${countEvents}) e WHERE EXISTS (SELECT FROM counted)
       GROUP BY 1 ON CONFLICT DO NOTHING)
     INSERT INTO run_figure (account_id, hour, cycle_id, succeeded, failed, cancelled)
     SELECT account_id, $1, cycle_id, sum(succeeded), sum(failed), sum(cancelled) FROM (${countRuns}) r
     WHERE EXISTS (SELECT FROM counted) GROUP BY 1, 3 ON CONFLICT DO NOTHING`,
    [hour, end, null],
  );
}

/** Figures from long ago. */
export async function deleteFiguresBefore(pool: Pool, hour: Date): Promise<void> {
  for (const table of ["event_figure", "run_figure", "figure_hour"]) {
    await pool.query(`DELETE FROM ${table} WHERE hour < $1`, [hour]);
  }
}

export interface FigureSpan {
  from: Date;
  to: Date;
  /** Null: all accounts. */
  accountId: string | null;
}

/** Events by hour: as they were counted, or, `fresh`, counted now. */
export async function readEventFigures(pool: Pool, span: FigureSpan, fresh: boolean): Promise<EventFigure[]> {
  const source = fresh
    ? countEvents
    : `SELECT account_id, hour, events, unrouted FROM event_figure
       WHERE hour >= $1 AND hour < $2 AND ($3::uuid IS NULL OR account_id = $3)`;
  const { rows } = await pool.query<EventFigure>(
    `SELECT hour, sum(events)::int AS events, sum(unrouted)::int AS unrouted FROM (${source}) f GROUP BY hour`,
    [span.from, span.to, span.accountId],
  );
  return rows;
}

/** Finished runs by hour; the same. */
export async function readRunFigures(
  pool: Pool,
  span: FigureSpan,
  fresh: boolean,
): Promise<Omit<RunFigure, "accountId" | "cycleId">[]> {
  const { rows } = await pool.query<Omit<RunFigure, "accountId" | "cycleId">>(
    `SELECT hour, sum(succeeded)::int AS succeeded, sum(failed)::int AS failed, sum(cancelled)::int AS cancelled
     FROM (${runSource(fresh)}) f GROUP BY hour`,
    [span.from, span.to, span.accountId],
  );
  return rows;
}

/** Cycles of which runs failed, the most first; the same. */
export async function readFailingCycles(
  pool: Pool,
  span: FigureSpan,
  fresh: boolean,
): Promise<Pick<RunFigure, "accountId" | "cycleId" | "failed" | "succeeded">[]> {
  const { rows } = await pool.query<RunFigure>(
    `SELECT account_id AS "accountId", cycle_id AS "cycleId", sum(failed)::int AS failed, sum(succeeded)::int AS succeeded
     FROM (${runSource(fresh)}) f GROUP BY 1, 2 HAVING sum(failed) > 0 ORDER BY sum(failed) DESC LIMIT 50`,
    [span.from, span.to, span.accountId],
  );
  return rows;
}

const runSource = (fresh: boolean): string =>
  fresh
    ? countRuns
    : `SELECT account_id, hour, cycle_id, succeeded, failed, cancelled FROM run_figure
       WHERE hour >= $1 AND hour < $2 AND ($3::uuid IS NULL OR account_id = $3)`;
