import { sql } from "kysely";
import { newId } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";

/** Pages of Setups, as two lists of the same length. */
export interface Places {
  setups: readonly string[];
  pages: readonly string[];
}

export interface SeenEvent {
  id: string;
  setupId: string;
  page: string;
  kind: string;
  channel: string;
  item: unknown;
}

/** Which step takes an event: a trigger's run begins with it, a wait's looks whether another one waits for it. */
export interface Taking {
  id: string;
  version: number;
  step: string;
  origin: "event" | "answer";
  /** What it may be to a run that waits; null where none does. */
  mayAnswer: string | null;
}

/** A stretch of an account's events: those of some Pages, how many there were in all, and the last one. */
export interface Stretch {
  events: SeenEvent[];
  seen: number;
  last: string | null;
}

/** The next events behind one, by the key of their table: nothing else is read, however many are kept. */
export async function readStretch(
  scope: AccountScope,
  accountId: string,
  { after, before, places, limit }: { after: string; before: Date | null; places: Places; limit: number },
): Promise<Stretch> {
  const { rows } = await sql<Stretch>`
    WITH seen AS MATERIALIZED (
      SELECT id, setup_id, external_id, kind, channel, item FROM event
      WHERE account_id = ${accountId} AND id > ${after}
        AND id < coalesce(uuid_at(${before}::timestamptz), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
      ORDER BY id LIMIT ${limit}
    ), wanted AS (
      SELECT s.id, s.setup_id AS "setupId", s.external_id AS page, s.kind, s.channel, s.item
      FROM seen s JOIN unnest(${places.setups}::uuid[], ${places.pages}::text[]) AS p(setup_id, page)
        ON p.setup_id = s.setup_id AND p.page = s.external_id
      ORDER BY s.id
    )
    SELECT (SELECT count(*)::int FROM seen) AS seen, (SELECT id FROM seen ORDER BY id DESC LIMIT 1) AS last,
      (SELECT coalesce(json_agg(w ORDER BY w.id), '[]'::json) FROM wanted w) AS events`.execute(scope);
  return rows[0] ?? { events: [], seen: 0, last: null };
}

/** Which of these events a run of the cycle that is of this time has taken already, be it as what it waited for. */
export async function readAnswered(
  scope: AccountScope,
  cycleId: string,
  events: readonly string[],
  { from, before }: { from: Date; before: Date | null },
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const { rows } = await sql<{ event_id: string }>`
    SELECT event_id FROM run_live
    WHERE cycle_id = ${cycleId} AND origin IN ('event', 'answer') AND event_id = ANY (${events}::uuid[])
    UNION ALL
    SELECT event_id FROM run
    WHERE cycle_id = ${cycleId} AND (origin = 'event' OR origin = 'answer' AND status = 'absorbed')
      AND id >= uuid_at(${from}::timestamptz)
      AND id < coalesce(uuid_at(${before}::timestamptz), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid) AND event_id = ANY (${events}::uuid[])`.execute(
    scope,
  );
  return new Set(rows.map((row) => row.event_id));
}

/** Starts runs as if these events had come in now, in their order; answers how many. What has a live run gets no other. */
export async function startAnswers(
  scope: AccountScope,
  { accountId, cycleId }: { accountId: string; cycleId: string },
  events: readonly Taking[],
): Promise<number> {
  if (events.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`
    WITH wanted AS (
      SELECT e.id, e.lane, i.version, i.step, i.origin, i.may_answer
      FROM unnest(${events.map(({ id }) => id)}::uuid[], ${events.map(({ version }) => version)}::int[],
        ${events.map(({ step }) => step)}::text[], ${events.map(({ origin }) => origin)}::text[],
        ${events.map(({ mayAnswer }) => mayAnswer)}::text[]) AS i(id, version, step, origin, may_answer)
      JOIN event e ON e.account_id = ${accountId} AND e.id = i.id
      ORDER BY e.id OFFSET 0
    ), started AS (
      INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status, may_answer)
      SELECT ${accountId}::uuid, uuid_beside(${newId()}::uuid), ${cycleId}::uuid, w.version, w.origin, w.id, w.step,
             (hashtextextended(${accountId}::uuid::text || w.lane, 0) & 255)::smallint, w.lane, nextval('run_seq'), 'queued',
             w.may_answer
      FROM wanted w
      ON CONFLICT DO NOTHING
      RETURNING event_id, origin
    ), routed AS (
      UPDATE event SET routed = true
      WHERE account_id = ${accountId} AND id IN (SELECT event_id FROM started WHERE origin = 'event') AND NOT routed
    )
    SELECT count(*)::int AS count FROM started WHERE origin = 'event'`.execute(scope);
  return rows[0]?.count ?? 0;
}
