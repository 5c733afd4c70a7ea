import type { Pool } from "pg";
import type { EventRow } from "./event-row.ts";

/** What one group came to. */
export interface Kept {
  /** Events that were new; the rest of the group had arrived before. */
  fresh: number;
  /** Accounts that got an event. */
  accounts: string[];
}

/**
 * Writes a group of events and everything that follows from them, in one statement and one commit:
 * keys are taken in sorted order (unsorted groups that share duplicates deadlock), events are copied once per account that
 * has the Page (the nil account when none has), and each running cycle that listens gets one run, numbered in order.
 * Listeners are locked while they are used: a stop waits for the runs that this starts, and then finds them.
 */
const keepStatement = `
WITH input AS (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::json[], $16::bytea[], $17::text[])
  WITH ORDINALITY AS i(id, setup_id, connector, bucket, digest, kind, channel, external_id, person,
    lane, reference, correlation, excerpt, occurred_at, item, raw, triggers, n)
), fresh AS (
  INSERT INTO event_key (setup_id, bucket, digest, event_id)
  SELECT setup_id, bucket, digest, id FROM input ORDER BY setup_id, bucket, digest, n
  ON CONFLICT DO NOTHING
  RETURNING event_id
), owned AS (
  SELECT i.id, i.setup_id, i.external_id, i.lane, i.triggers, i.n, c.account_id, c.id AS connection_id,
         row_number() OVER (PARTITION BY i.id ORDER BY c.account_id) AS copy
  FROM fresh f JOIN input i ON i.id = f.event_id
  LEFT JOIN connection c ON c.setup_id = i.setup_id AND c.external_id = i.external_id AND c.status <> 'disabled'
), unwanted AS (
  SELECT o.id, o.setup_id FROM owned o
  WHERE o.account_id IS NULL AND EXISTS (
    SELECT FROM connection d WHERE d.setup_id = o.setup_id AND d.external_id = o.external_id AND d.status = 'disabled')
), copies AS MATERIALIZED (
  SELECT o.id AS source_id, CASE WHEN o.copy = 1 THEN o.id ELSE uuid_beside(o.id) END AS id,
         coalesce(o.account_id, '00000000-0000-0000-0000-000000000000') AS account_id,
         o.connection_id, o.setup_id, o.external_id, o.lane, o.triggers, o.n
  FROM owned o WHERE NOT EXISTS (SELECT FROM unwanted u WHERE u.id = o.id)
), heard AS MATERIALIZED (
  SELECT c.id AS event_id, c.account_id, c.lane, c.n, l.cycle_id, l.version, l.step, l.once, l.ordinal
  FROM copies c JOIN listener l
    ON l.setup_id = c.setup_id AND l.external_id = c.external_id AND l.account_id = c.account_id
   AND l.method = ANY (string_to_array(c.triggers, ','))
  FOR KEY SHARE OF l
), matched AS MATERIALIZED (
  SELECT DISTINCT ON (event_id, cycle_id) * FROM heard ORDER BY event_id, cycle_id, ordinal
), once_first AS (
  SELECT DISTINCT ON (cycle_id) cycle_id, event_id FROM matched WHERE once ORDER BY cycle_id, n
), once_taken AS (
  DELETE FROM listener l USING once_first o WHERE l.cycle_id = o.cycle_id AND l.once RETURNING l.cycle_id
), once_stopped AS (
  UPDATE cycle SET status = 'stopped', updated_at = now() WHERE id IN (SELECT cycle_id FROM once_taken)
), started AS (
  INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status)
  SELECT s.account_id, uuid_beside(s.event_id), s.cycle_id, s.version, 'event', s.event_id, s.step,
         (hashtextextended(s.account_id::text || s.lane, 0) & 255)::smallint, s.lane, nextval('run_seq'), 'queued'
  FROM (
    SELECT m.* FROM matched m
    WHERE NOT m.once OR EXISTS (
      SELECT FROM once_first o JOIN once_taken t USING (cycle_id) WHERE o.cycle_id = m.cycle_id AND o.event_id = m.event_id)
    ORDER BY m.n, m.cycle_id OFFSET 0
  ) s
  RETURNING event_id
), stored AS (
  INSERT INTO event (account_id, id, source_id, setup_id, connection_id, connector, kind, channel, external_id, person, lane,
                     reference, correlation, excerpt, routed, occurred_at, item, raw)
  SELECT c.account_id, c.id, c.source_id, c.setup_id, c.connection_id, i.connector, i.kind, i.channel, i.external_id, i.person, i.lane,
         i.reference, i.correlation, i.excerpt, c.id IN (SELECT event_id FROM started), i.occurred_at, i.item, i.raw
  FROM copies c JOIN input i ON i.id = c.source_id
), counted AS (
  INSERT INTO setup_count (setup_id, reason, count, last_at)
  SELECT setup_id, reason, count(*), now() FROM (
    SELECT setup_id, 'duplicate' AS reason FROM input WHERE id NOT IN (SELECT event_id FROM fresh)
    UNION ALL
    SELECT setup_id, 'page_disconnected' FROM unwanted
  ) d GROUP BY setup_id, reason ORDER BY setup_id, reason
  ON CONFLICT (setup_id, reason) DO UPDATE SET count = setup_count.count + excluded.count, last_at = excluded.last_at
)
SELECT (SELECT count(*)::int FROM fresh) AS fresh, coalesce((SELECT array_agg(DISTINCT account_id::text) FROM copies), '{}') AS accounts`;

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
    ],
  });
  return answer[0] ?? { fresh: 0, accounts: [] };
}
