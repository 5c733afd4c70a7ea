import { sql } from "kysely";
import type { Pool } from "pg";
import type { AccountScope } from "../db/database.ts";

/**
 * A cycle was stopped. What stands in the queue or waits is held at once; what is in hand is asked to stop after the step
 * it is at, so that no call is cut off. Its worker's next write finds a changed revision, or the wish.
 */
export async function holdRuns(scope: AccountScope, cycleId: string): Promise<void> {
  await sql`UPDATE run_live SET
      status = CASE WHEN attempt IS NULL THEN 'held' ELSE status END,
      held_at = CASE WHEN attempt IS NULL THEN now() END,
      due = due AND attempt IS NOT NULL,
      due_at = CASE WHEN attempt IS NULL THEN NULL ELSE due_at END,
      lane_held = lane_held AND attempt IS NOT NULL,
      parked = false,
      wish = CASE WHEN attempt IS NULL THEN wish ELSE coalesce(wish, 'hold') END,
      revision = CASE WHEN attempt IS NULL THEN revision + 1 ELSE revision END
    WHERE cycle_id = ${cycleId} AND status <> 'held'`.execute(scope);
}

/** The cycle was started again: what was held for at most 7 days goes on, in its old place and on its own version. */
export async function resumeRuns(scope: AccountScope, cycleId: string): Promise<void> {
  await sql`WITH old AS (
      DELETE FROM run_live WHERE cycle_id = ${cycleId} AND status = 'held' AND held_at < now() - interval '7 days' RETURNING *
    ), cancelled AS (
      INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, created_at, started_at, finished_at)
      SELECT account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, 'cancelled', created_at, started_at, now() FROM old
    )
    UPDATE run_live SET status = 'queued', held_at = NULL, due = true, revision = revision + 1
    WHERE cycle_id = ${cycleId} AND status = 'held' AND wish IS NULL AND coalesce(held_at, now()) >= now() - interval '7 days'`.execute(
    scope,
  );
}

/** Cancels runs of all accounts that nobody has resumed since a moment; answers how many. */
export async function cancelRunsHeldBefore(pool: Pool, before: Date, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH old AS (
      DELETE FROM run_live WHERE status = 'held' AND ctid = ANY (ARRAY(
        SELECT ctid FROM run_live WHERE status = 'held' AND held_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)) RETURNING *
    )
    INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, created_at, started_at, finished_at)
    SELECT account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, 'cancelled', created_at, started_at, now() FROM old`,
    [before, limit],
  );
  return rowCount ?? 0;
}

/** Answers how many there were. */
async function cancelWhere(scope: AccountScope, which: ReturnType<typeof sql>): Promise<number> {
  // Locked first: a worker's write under way would otherwise move a run from one half of the next statement to the other,
  // and neither would find it.
  await sql`SELECT FROM run_live WHERE ${which} ORDER BY id FOR UPDATE`.execute(scope);
  const { rows } = await sql<{ count: number }>`WITH asked AS (
    UPDATE run_live SET wish = 'cancel' WHERE ${which} AND attempt IS NOT NULL RETURNING id
  ), gone AS (
    DELETE FROM run_live WHERE ${which} AND attempt IS NULL RETURNING *
  ), done AS (
    INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, created_at, started_at, finished_at)
    SELECT account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, 'cancelled', created_at, started_at, now() FROM gone
    RETURNING id
  )
  SELECT (SELECT count(*) FROM asked)::int + (SELECT count(*) FROM done)::int AS count`.execute(scope);
  return rows[0]?.count ?? 0;
}

/** The cycle was deleted: nothing of it goes on. A call in hand is let to end, and its result is kept. */
export async function cancelRunsOfCycle(scope: AccountScope, cycleId: string): Promise<void> {
  await cancelWhere(scope, sql`cycle_id = ${cycleId}`);
}

/** Cancels one unfinished run. Answers whether there was one. */
export async function cancelRun(scope: AccountScope, accountId: string, runId: string): Promise<boolean> {
  return (await cancelWhere(scope, sql`account_id = ${accountId} AND id = ${runId}`)) > 0;
}

/** Cancels those of these runs that are unfinished; answers how many. */
export const cancelRuns = (scope: AccountScope, accountId: string, runIds: readonly string[]): Promise<number> =>
  cancelWhere(scope, sql`account_id = ${accountId} AND id = ANY (${runIds}::uuid[])`);

/** Versions of a cycle that unfinished runs of it have. */
export async function readUnfinishedVersions(scope: AccountScope, cycleId: string): Promise<number[]> {
  const { rows } = await sql<{ version: number }>`
    SELECT DISTINCT version FROM run_live WHERE cycle_id = ${cycleId} AND origin <> 'answer'`.execute(scope);
  return rows.map(({ version }) => version);
}
