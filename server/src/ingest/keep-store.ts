import type { Pool } from "pg";
import { newId } from "../base/id.ts";
import type { EventRow } from "./event-row.ts";

/** What one group came to. */
export interface Kept {
  /** Events that were new; the rest of the group had arrived before. */
  fresh: number;
  /** Accounts that may have got an event. */
  accounts: string[];
}

/**
 * Writes a group of events and everything that follows from them, in one statement and one commit:
 * keys are taken in sorted order (unsorted groups that share duplicates deadlock), events are copied once per account that
 * has the Page (the nil account when none has), and each running cycle that listens gets one run, numbered in order.
 * An event that only a wait of the cycle wants gets a run as well, which looks for a waiting one when its turn comes.
 * Who has a Page and what listens to it is looked up once for the group, not once for each of its events.
 * Listeners are locked while they are used: a stop waits for the runs that this starts, and then finds them.
 */
const keepStatement = `
WITH input AS (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::json[], $16::bytea[], $17::text[], $18::uuid[])
  WITH ORDINALITY AS i(id, setup_id, connector, bucket, digest, kind, channel, external_id, person,
    lane, reference, correlation, excerpt, occurred_at, item, raw, triggers, run_id, n)
), fresh AS (
  INSERT INTO event_key (setup_id, bucket, digest, event_id)
  SELECT setup_id, bucket, digest, id FROM input ORDER BY setup_id, bucket, digest, n
  ON CONFLICT DO NOTHING
  RETURNING event_id
), places AS (
  SELECT DISTINCT setup_id, external_id, triggers FROM input
), owners AS MATERIALIZED (
  SELECT p.setup_id, p.external_id, p.triggers, c.account_id, c.connection_id, c.copy
  FROM places p CROSS JOIN LATERAL (
    SELECT account_id, id AS connection_id, row_number() OVER (ORDER BY account_id) AS copy
    FROM connection WHERE setup_id = p.setup_id AND external_id = p.external_id AND status <> 'disabled'
  ) c
), heard AS MATERIALIZED (
  SELECT p.setup_id, p.external_id, p.triggers, l.account_id, l.cycle_id, l.version, l.step, l.once, l.ordinal, l.answers
  FROM places p CROSS JOIN LATERAL (
    SELECT * FROM listener
    WHERE setup_id = p.setup_id AND external_id = p.external_id AND method = ANY (string_to_array(p.triggers, ','))
    FOR KEY SHARE
  ) l
), copies AS MATERIALIZED (
  SELECT i.*, CASE WHEN o.copy > 1 THEN uuid_beside(i.id) ELSE i.id END AS copy_id,
         coalesce(o.account_id, '00000000-0000-0000-0000-000000000000') AS account_id, o.connection_id
  FROM fresh f JOIN input i ON i.id = f.event_id
  LEFT JOIN owners o ON o.setup_id = i.setup_id AND o.external_id = i.external_id AND o.triggers = i.triggers
  -- A Page that was disconnected on purpose, and that nobody else has: its events are not wanted.
  WHERE o.account_id IS NOT NULL OR NOT coalesce((
    SELECT true FROM connection d WHERE d.setup_id = i.setup_id AND d.external_id = i.external_id AND d.status = 'disabled' LIMIT 1
  ), (
    SELECT true FROM disconnected_page g WHERE g.setup_id = i.setup_id AND g.external_id = i.external_id LIMIT 1
  ), false)
), matched AS MATERIALIZED (
  SELECT DISTINCT ON (c.n, h.cycle_id) c.n, c.account_id, c.copy_id, c.run_id, c.lane, h.cycle_id, h.version, h.step, h.once,
    h.answers, CASE WHEN h.answers IS NOT NULL THEN c.triggers END AS may_answer
  FROM copies c JOIN heard h USING (setup_id, external_id, triggers, account_id)
  ORDER BY c.n, h.cycle_id, h.ordinal
), once_first AS (
  SELECT DISTINCT ON (cycle_id) cycle_id, copy_id FROM matched WHERE once ORDER BY cycle_id, n
), once_taken AS (
  DELETE FROM listener l USING once_first o WHERE l.cycle_id = o.cycle_id AND l.once RETURNING l.cycle_id
), once_stopped AS (
  UPDATE cycle SET status = 'stopped', updated_at = now(), unanswered_since = greatest(now() - interval '5 seconds', started_at)
  WHERE id IN (SELECT cycle_id FROM once_taken)
), started AS (
  INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status, may_answer)
  SELECT s.account_id, CASE WHEN s.nth = 1 THEN s.run_id ELSE uuid_beside(s.run_id) END, s.cycle_id, s.version,
         CASE WHEN s.answers = 'only' THEN 'answer' ELSE 'event' END, s.copy_id, s.step,
         (hashtextextended(s.account_id::text || s.lane, 0) & 255)::smallint, s.lane, nextval('run_seq'), 'queued', s.may_answer
  FROM (
    SELECT m.*, row_number() OVER (PARTITION BY m.n ORDER BY m.cycle_id) AS nth FROM matched m
    WHERE NOT m.once OR EXISTS (
      SELECT FROM once_first o JOIN once_taken t USING (cycle_id) WHERE o.cycle_id = m.cycle_id AND o.copy_id = m.copy_id)
    ORDER BY m.n, m.cycle_id OFFSET 0
  ) s
  RETURNING event_id, origin
), stored AS (
  INSERT INTO event (account_id, id, source_id, setup_id, connection_id, connector, kind, channel, external_id, person, lane,
                     reference, correlation, excerpt, routed, occurred_at, item, raw)
  SELECT c.account_id, c.copy_id, c.id, c.setup_id, c.connection_id, c.connector, c.kind, c.channel, c.external_id, c.person, c.lane,
         c.reference, c.correlation, c.excerpt, c.copy_id IN (SELECT event_id FROM started WHERE origin = 'event'), c.occurred_at, c.item, c.raw
  FROM copies c
), counted AS (
  INSERT INTO setup_count (setup_id, reason, count, last_at)
  SELECT setup_id, reason, count(*), now() FROM (
    SELECT setup_id, CASE WHEN id IN (SELECT event_id FROM fresh) THEN 'page_disconnected' ELSE 'duplicate' END AS reason
    FROM input WHERE id NOT IN (SELECT id FROM copies)
  ) d GROUP BY setup_id, reason ORDER BY setup_id, reason
  ON CONFLICT (setup_id, reason) DO UPDATE SET count = setup_count.count + excluded.count, last_at = excluded.last_at
)
SELECT (SELECT count(*)::int FROM fresh) AS fresh, coalesce((SELECT array_agg(account_id::text) FROM owners), '{}') AS accounts`;

/** Keeps a group of events in the order given. Throws what PostgreSQL throws; then nothing of the group is kept. */
export async function keepEvents(pool: Pool, rows: readonly EventRow[]): Promise<Kept> {
  const column = <Key extends keyof EventRow>(key: Key): EventRow[Key][] => rows.map((row) => row[key]);
  const { rows: answer } = await pool.query<Kept>({
    name: "keep-events",
    text: keepStatement,
    values: [
      column("id"),
      column("setupId"),
      column("connector"),
      column("bucket"),
      column("digest"),
      column("kind"),
      column("channel"),
      column("externalId"),
      column("person"),
      column("lane"),
      column("reference"),
      column("correlation"),
      column("excerpt"),
      column("occurredAt"),
      column("item"),
      column("raw"),
      column("triggers"),
      // Of the first run that each event starts; nearly all start one, and the database makes ids slowly.
      rows.map(() => newId()),
    ],
  });
  const [kept] = answer;
  return kept && kept.fresh > 0
    ? { fresh: kept.fresh, accounts: [...new Set(kept.accounts)] }
    : { fresh: 0, accounts: [] };
}
