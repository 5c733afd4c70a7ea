import type { Pool } from "pg";
import { liveColumns } from "./claim-store.ts";
import type { LiveRun, RunState } from "./state.ts";

/** A step at which runs of a cycle wait now. */
export interface WaitPlace {
  version: number;
  step: string;
}

/** Where runs of a newcomer's cycle wait now, found place by place however many wait at each, and whose event it is. */
export async function readWaitPlaces(
  pool: Pool,
  { accountId, cycleId, eventId }: LiveRun,
): Promise<{ places: WaitPlace[]; connectionId: string | null }> {
  const { rows } = await pool.query<{ place: string; connectionId: string | null }>({
    name: "read-wait-places",
    text: `WITH RECURSIVE place AS (
        (SELECT awaits_step FROM run_live WHERE cycle_id = $1 AND awaits_step IS NOT NULL ORDER BY awaits_step LIMIT 1)
        UNION ALL
        SELECT n.awaits_step FROM place CROSS JOIN LATERAL (
          SELECT awaits_step FROM run_live WHERE cycle_id = $1 AND awaits_step > place.awaits_step ORDER BY awaits_step LIMIT 1) n
      )
      SELECT awaits_step AS place, (SELECT connection_id FROM event WHERE account_id = $2 AND id = $3) AS "connectionId" FROM place`,
    values: [cycleId, accountId, eventId],
  });
  const places = rows.map(({ place }) => {
    const [version, step = ""] = place.split(" ");
    return { version: Number(version), step };
  });
  return { places, connectionId: rows[0]?.connectionId ?? null };
}

/** Waiting runs of a key that are looked at, the oldest first. */
const candidatesAtMost = 100;

export interface WaitingRun extends LiveRun {
  step: string;
}

/**
 * Runs that wait for what an event carries, the oldest first: those whose own event was accepted before it. One that its
 * cycle's stop holds, or that somebody wants to end, waits for nothing.
 */
export async function readWaitingRuns(
  pool: Pool,
  newcomer: LiveRun,
  wanted: readonly (WaitPlace & { key: string })[],
): Promise<WaitingRun[]> {
  const { rows } = await pool.query<WaitingRun>({
    name: "read-waiting-runs",
    text: `SELECT ${liveColumns}, e.item, r.wanted AS step
      FROM run_live n CROSS JOIN LATERAL (
        SELECT w.*, k.step AS wanted FROM unnest($4::text[], $5::text[], $6::text[]) AS k(place, step, key) CROSS JOIN LATERAL (
          SELECT * FROM run_live WHERE cycle_id = $3 AND awaits_step = k.place AND awaits_key = k.key AND account_id = $1
            AND status <> 'held' AND wish IS NULL AND created_at <= n.created_at AND event_id IS DISTINCT FROM n.event_id
          ORDER BY created_at, id LIMIT ${candidatesAtMost}
        ) w
      ) r LEFT JOIN event e ON e.account_id = r.account_id AND e.id = r.event_id
      WHERE n.account_id = $1 AND n.id = $2
      ORDER BY r.created_at, r.id LIMIT ${candidatesAtMost}`,
    values: [
      newcomer.accountId,
      newcomer.id,
      newcomer.cycleId,
      wanted.map(placeOf),
      wanted.map(({ step }) => step),
      wanted.map(({ key }) => key),
    ],
  });
  return rows;
}

const placeOf = ({ version, step }: WaitPlace): string => `${version} ${step}`;

/**
 * Hands a newcomer's event to a waiting run and ends the newcomer: both or neither. The run goes on in the newcomer's place,
 * so that what was accepted later stays behind it. False when one of the two was changed meanwhile. Both are locked in the
 * order in which everybody locks runs.
 */
export async function handToWaiting(
  pool: Pool,
  newcomer: LiveRun,
  waiting: Pick<LiveRun, "id" | "revision">,
  state: RunState,
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: "hand-to-waiting",
    text: `WITH locked AS MATERIALIZED (
        SELECT id, seq FROM run_live
        WHERE account_id = $1 AND (id = $2 AND revision = $3 OR id = $4 AND revision = $5 AND awaits_step IS NOT NULL)
          AND status <> 'held' AND wish IS NULL
        ORDER BY id FOR UPDATE
      ), newcomer AS (
        SELECT seq FROM locked WHERE id = $2 AND (SELECT count(*) FROM locked) = 2
      ), woken AS (
        UPDATE run_live w SET revision = w.revision + 1, status = 'queued', due = true, due_at = NULL, parked = false, seq = n.seq,
          awaits_step = NULL, awaits_key = NULL, state = $6::json
        FROM newcomer n WHERE w.account_id = $1 AND w.id = $4
        RETURNING w.id
      ), gone AS (
        DELETE FROM run_live g USING woken WHERE g.account_id = $1 AND g.id = $2 RETURNING g.*
      ), routed AS (
        UPDATE event e SET routed = true FROM gone WHERE e.account_id = $1 AND e.id = gone.event_id AND NOT e.routed
      )
      INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, lane, status, absorbed_by, created_at, started_at, finished_at)
      SELECT account_id, id, cycle_id, version, origin, event_id, trigger, lane, 'absorbed', $4, created_at, coalesce(started_at, now()), now()
      FROM gone`,
    values: [newcomer.accountId, newcomer.id, newcomer.revision, waiting.id, waiting.revision, JSON.stringify(state)],
  });
  return rowCount === 1;
}

/** Whether a run of a newcomer's cycle may still come to wait for it, and how long ago the newcomer came, in ms. */
export async function readOutlook(
  pool: Pool,
  { accountId, cycleId, id }: LiveRun,
): Promise<{ ageMs: number; others: boolean; running: boolean } | null> {
  const { rows } = await pool.query<{ ageMs: number; others: boolean; running: boolean }>({
    name: "read-outlook",
    text: `SELECT (extract(epoch FROM now() - n.created_at) * 1000)::float8 AS "ageMs",
        EXISTS (SELECT FROM run_live o WHERE o.cycle_id = $2 AND o.origin <> 'answer' AND o.created_at <= n.created_at) AS others,
        EXISTS (SELECT FROM cycle c WHERE c.account_id = $1 AND c.id = $2 AND c.status = 'running') AS running
      FROM run_live n WHERE n.account_id = $1 AND n.id = $3`,
    values: [accountId, cycleId, id],
  });
  return rows[0] ?? null;
}

/** A cycle that was stopped, and whose last run is over, waits for no event any more. */
export async function stopAnswers(pool: Pool, { accountId, cycleId }: LiveRun): Promise<void> {
  await pool.query(
    `DELETE FROM listener l USING cycle c
     WHERE l.account_id = $1 AND l.cycle_id = $2 AND l.answers = 'only' AND c.account_id = $1 AND c.id = $2 AND c.status <> 'running'
       AND NOT EXISTS (SELECT FROM run_live r WHERE r.cycle_id = $2 AND r.origin <> 'answer')`,
    [accountId, cycleId],
  );
}
