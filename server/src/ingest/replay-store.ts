import { type RawBuilder, sql } from "kysely";
import { newId } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";

/** A stored event, and what its connector says it triggers today. */
export interface Replayable {
  id: string;
  triggers: readonly string[];
}

/** `once`: cycles that were started for one event take a replayed one as well. */
export interface ReplayReach {
  once: boolean;
}

/** Which running cycles listen to these events. What only a run that waits would take is run for nobody's sake. */
const heard = (accountId: string, events: readonly Replayable[], { once }: ReplayReach): RawBuilder<unknown> => sql`
  SELECT e.id, e.lane, l.cycle_id, l.version, l.step, l.ordinal
  FROM unnest(${events.map(({ id }) => id)}::uuid[], ${events.map(({ triggers }) => triggers.join(","))}::text[])
    AS i(id, triggers)
  JOIN event e ON e.account_id = ${accountId} AND e.id = i.id
  JOIN listener l ON l.setup_id = e.setup_id AND l.external_id = e.external_id AND l.account_id = e.account_id
  WHERE l.method = ANY (string_to_array(i.triggers, ',')) AND l.answers IS DISTINCT FROM 'only'
    AND (${once} OR NOT l.once)`;

/**
 * Starts a run of every running cycle that listens to these events' connections, at the end of their lanes, in the order
 * in which the events came. A replayed event answers no run that waits. Listeners are locked while they are used, as where
 * events come in: a stop waits for the runs that this starts, and then finds them.
 */
export async function replayEvents(
  scope: AccountScope,
  accountId: string,
  events: readonly Replayable[],
  reach: ReplayReach,
): Promise<{ events: number; runs: number }> {
  const { rows } = await sql<{ events: number; runs: number }>`
    WITH heard AS MATERIALIZED (${heard(accountId, events, reach)} FOR KEY SHARE OF l),
    wanted AS (SELECT DISTINCT ON (id, cycle_id) id, lane, cycle_id, version, step FROM heard ORDER BY id, cycle_id, ordinal),
    started AS (
      INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status)
      SELECT ${accountId}::uuid, CASE WHEN w.nth = 1 THEN w.run_id ELSE uuid_beside(w.run_id) END, w.cycle_id, w.version,
             'replay', w.id, w.step, (hashtextextended(${accountId}::uuid::text || w.lane, 0) & 255)::smallint, w.lane,
             nextval('run_seq'), 'queued'
      FROM (
        SELECT m.*, i.run_id, row_number() OVER (PARTITION BY m.id ORDER BY m.cycle_id) AS nth
        FROM wanted m
        JOIN unnest(${events.map(({ id }) => id)}::uuid[], ${events.map(() => newId())}::uuid[]) AS i(id, run_id) USING (id)
        ORDER BY m.id, m.cycle_id OFFSET 0
      ) w
      RETURNING event_id
    )
    SELECT count(DISTINCT event_id)::int AS events, count(*)::int AS runs FROM started`.execute(scope);
  return rows[0] ?? { events: 0, runs: 0 };
}

/** What that would start: how many of the events are heard, and the runs of each cycle. */
export async function countReplays(
  scope: AccountScope,
  accountId: string,
  events: readonly Replayable[],
  reach: ReplayReach,
): Promise<{ heard: number; cycles: { cycleId: string; name: string; runs: number }[] }> {
  const { rows } = await sql<{ heard: number; cycles: { cycleId: string; name: string; runs: number }[] }>`
    WITH wanted AS MATERIALIZED (SELECT DISTINCT h.id, h.cycle_id FROM (${heard(accountId, events, reach)}) h)
    SELECT (SELECT count(DISTINCT id)::int FROM wanted) AS heard, coalesce((
      SELECT json_agg(json_build_object('cycleId', t.cycle_id, 'name', t.name, 'runs', t.runs))
      FROM (
        SELECT w.cycle_id, c.name, count(*)::int AS runs FROM wanted w
        JOIN cycle c ON c.account_id = ${accountId} AND c.id = w.cycle_id
        GROUP BY w.cycle_id, c.name
      ) t
    ), '[]'::json) AS cycles`.execute(scope);
  return rows[0] ?? { heard: 0, cycles: [] };
}
