import type { Pool } from "pg";
import { newId } from "../base/id.ts";
import { attemptColumns, attemptsAre, json } from "../run/checkpoint-store.ts";
import { byteas, dates, ints, jsons, smallints, texts, timestamps, uuids } from "../db/array-parameter.ts";
import type { RunPlace } from "../run/first-write.ts";
import type { EventRow } from "./event-row.ts";

/** What one group came to. */
export interface Kept {
  /** Events that were new; the rest of the group had arrived before. */
  fresh: number;
  /** Accounts that may have got an event. */
  accounts: string[];
  /** Runs that had begun before, and whose first write stands: where they are in line, by id. */
  begun: ReadonlyMap<string, RunPlace>;
}

const started = `started AS (
  INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status, may_answer)
  SELECT account_id, id, cycle_id, version, origin, copy_id, step, shard, lane, seq, 'queued', may_answer FROM placed
)`;

/**
 * What a group has besides in which runs have begun already. One stands where it is the run that the event starts, and nothing
 * of its lane is left to do: then it has its intent, or is over. Any other is an ordinary one. That a lane is empty is looked
 * up row by row: as a condition PostgreSQL may answer it from a table of all lanes there are.
 */
const firsts = {
  parameters:
    ", $19::uuid[], $20::uuid[], $21::int[], $22::text[], $23::text[], $24::json[], $25::json[], $26::json[], $27::timestamptz[]",
  columns:
    ", first_account, first_cycle, first_version, first_step, first_status, first_state, first_attempt, first_error, first_started",
  begins: `, c.first_status, c.first_state, c.first_attempt, c.first_error, least(c.first_started, now()) AS first_started,
    c.first_cycle = h.cycle_id AND c.first_account = c.account_id AND c.first_version = h.version AND c.first_step = h.step
      AND NOT h.once AND h.answers IS NULL AND c.copy_id = c.id
      AND (SELECT true FROM run_live b WHERE b.lane = c.lane AND b.cycle_id IS NOT DISTINCT FROM h.cycle_id LIMIT 1) IS NULL AS begins`,
  started: `ranked AS MATERIALIZED (
  SELECT p.*, coalesce(p.begins AND p.nth = 1 AND ($28::smallint[] IS NULL OR p.shard = ANY ($28)), false) AS begun,
         p.first_attempt IS NULL AS over
  FROM placed p
), started AS (
  INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, may_answer, status, revision,
                        state, attempt, started_at)
  SELECT account_id, id, cycle_id, version, origin, copy_id, step, shard, lane, seq, may_answer,
         CASE WHEN begun THEN first_status ELSE 'queued' END, begun::int, CASE WHEN begun THEN first_state END,
         CASE WHEN begun THEN first_attempt END, CASE WHEN begun THEN first_started END
  FROM ranked WHERE NOT (begun AND over)
), ended AS (
  INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, lane, status, error, created_at, started_at, finished_at)
  SELECT account_id, id, cycle_id, version, origin, copy_id, step, lane, first_status, first_error, now(), first_started, now()
  FROM ranked WHERE begun AND over
), begun AS (
  SELECT id, shard, seq FROM ranked WHERE begun
), ${attemptsAre("begun", 29)}`,
  answer: ", (SELECT array_agg(id || ' ' || shard || ' ' || seq) FROM begun) AS begun",
};

/** What is new, who has its Pages and what listens to them. */
const routed = `fresh AS (
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
), known AS (
  SELECT count(*) FROM places p CROSS JOIN LATERAL (
    SELECT FROM listener
    WHERE setup_id = p.setup_id AND external_id = p.external_id AND method = ANY (string_to_array(p.triggers, ','))
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
)`;

const placed = `placed AS MATERIALIZED (
  SELECT s.*, CASE WHEN s.nth = 1 THEN s.run_id ELSE uuid_beside(s.run_id) END AS id,
         CASE WHEN s.answers = 'only' THEN 'answer' ELSE 'event' END AS origin,
         (hashtextextended(s.account_id::text || s.lane, 0) & 255)::smallint AS shard, nextval('run_seq') AS seq
  FROM (
    SELECT m.*, row_number() OVER (PARTITION BY m.n ORDER BY m.cycle_id) AS nth FROM matched m
    WHERE NOT m.once OR EXISTS (
      SELECT FROM once_first o JOIN once_taken t USING (cycle_id) WHERE o.cycle_id = m.cycle_id AND o.copy_id = m.copy_id)
    ORDER BY m.n, m.cycle_id OFFSET 0
  ) s
)`;

const stored = `stored AS (
  INSERT INTO event (account_id, id, source_id, setup_id, connection_id, connector, kind, channel, external_id, person, lane,
                     reference, correlation, excerpt, routed, occurred_at, item, raw)
  SELECT c.account_id, c.copy_id, c.id, c.setup_id, c.connection_id, c.connector, c.kind, c.channel, c.external_id, c.person, c.lane,
         c.reference, c.correlation, c.excerpt, c.copy_id IN (SELECT copy_id FROM placed WHERE origin = 'event'), c.occurred_at, c.item, c.raw
  FROM copies c
), counted AS (
  INSERT INTO setup_count (setup_id, reason, count, last_at)
  SELECT setup_id, reason, count(*), now() FROM (
    SELECT setup_id, CASE WHEN id IN (SELECT event_id FROM fresh) THEN 'page_disconnected' ELSE 'duplicate' END AS reason
    FROM input WHERE id NOT IN (SELECT id FROM copies)
  ) d GROUP BY setup_id, reason ORDER BY setup_id, reason
  ON CONFLICT (setup_id, reason) DO UPDATE SET count = setup_count.count + excluded.count, last_at = excluded.last_at
)
SELECT (SELECT count(*)::int FROM fresh) AS fresh, coalesce((SELECT array_agg(account_id::text) FROM owners), '{}') AS accounts,
  CASE WHEN (SELECT count(*) FROM heard) <> (SELECT * FROM known) THEN give_way('Listeners changed.') END AS changed`;

/**
 * Writes a group of events and everything that follows from them, in one statement and one commit:
 * keys are taken in sorted order (unsorted groups that share duplicates deadlock), events are copied once per account that
 * has the Page (the nil account when none has), and each running cycle that listens gets one run, numbered in order.
 * An event that only a wait of the cycle wants gets a run as well, which looks for a waiting one when its turn comes.
 * Who has a Page and what listens to it is looked up once for the group, not once for each of its events.
 * Listeners are locked while they are used: a stop waits for the runs that this starts, and then finds them. Where one went
 * while its lock was waited for, another may have come in its place, as when a version is published: that one cannot be seen
 * from here, and the whole is tried again.
 */
const keepStatement = (early: boolean): string => `
WITH input AS (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::bytea[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[], $15::json[], $16::bytea[], $17::text[], $18::uuid[]${early ? firsts.parameters : ""})
  WITH ORDINALITY AS i(id, setup_id, connector, bucket, digest, kind, channel, external_id, person,
    lane, reference, correlation, excerpt, occurred_at, item, raw, triggers, run_id${early ? firsts.columns : ""}, n)
), ${routed}, matched AS MATERIALIZED (
  SELECT DISTINCT ON (c.n, h.cycle_id) c.n, c.account_id, c.copy_id, c.run_id, c.lane, h.cycle_id, h.version, h.step, h.once,
    h.answers, CASE WHEN h.answers IS NOT NULL THEN c.triggers END AS may_answer${early ? firsts.begins : ""}
  FROM copies c JOIN heard h USING (setup_id, external_id, triggers, account_id)
  ORDER BY c.n, h.cycle_id, h.ordinal
), once_first AS (
  SELECT DISTINCT ON (cycle_id) cycle_id, copy_id FROM matched WHERE once ORDER BY cycle_id, n
), once_taken AS (
  DELETE FROM listener l USING once_first o WHERE l.cycle_id = o.cycle_id AND l.once RETURNING l.cycle_id
), once_stopped AS (
  UPDATE cycle SET status = 'stopped', updated_at = now(), unanswered_since = greatest(now() - interval '5 seconds', started_at)
  WHERE id IN (SELECT cycle_id FROM once_taken)
), ${placed}, ${early ? firsts.started : started}, ${stored}${early ? firsts.answer : ""}`;

const statements = {
  plain: { name: "keep-events", text: keepStatement(false) },
  early: { name: "keep-events-begun", text: keepStatement(true) },
};

interface Answer {
  fresh: number;
  accounts: string[];
  begun?: string[] | null;
}

/**
 * Keeps a group of events in the order given, and the first writes of what has begun for them, as far as it is in these
 * shards (null: in any). Throws what PostgreSQL throws; then nothing of the group is kept.
 */
export async function keepEvents(
  pool: Pool,
  rows: readonly EventRow[],
  shards: readonly number[] | null = null,
): Promise<Kept> {
  const column = <Key extends keyof EventRow>(key: Key): EventRow[Key][] => rows.map((row) => row[key]);
  const values = [
    uuids(column("id")),
    uuids(column("setupId")),
    texts(column("connector")),
    dates(column("bucket")),
    byteas(column("digest")),
    texts(column("kind")),
    texts(column("channel")),
    texts(column("externalId")),
    texts(column("person")),
    texts(column("lane")),
    texts(column("reference")),
    texts(column("correlation")),
    texts(column("excerpt")),
    timestamps(column("occurredAt")),
    jsons(column("item")),
    byteas(column("raw")),
    texts(column("triggers")),
    // Of the first run that each event starts; nearly all start one, and the database makes ids slowly.
    uuids(rows.map(({ early }) => early?.run.id ?? newId())),
  ];
  const { rows: answer } = rows.some(({ early }) => early !== null)
    ? await pool.query<Answer>({ ...statements.early, values: [...values, ...(await firstColumns(rows, shards))] })
    : await pool.query<Answer>({ ...statements.plain, values });
  const [kept] = answer;
  return kept && kept.fresh > 0
    ? { fresh: kept.fresh, accounts: [...new Set(kept.accounts)], begun: placesOf(kept.begun ?? []) }
    : { fresh: 0, accounts: [], begun: new Map() };
}

/** The first writes of a group as columns. */
async function firstColumns(rows: readonly EventRow[], shards: readonly number[] | null): Promise<unknown[]> {
  const runs = rows.map(({ early }) => early?.run ?? null);
  const firsts = rows.map(({ early }) => early?.first.take() ?? null);
  return [
    uuids(runs.map((run) => run?.accountId ?? null)),
    uuids(runs.map((run) => run?.cycleId ?? null)),
    ints(runs.map((run) => run?.version ?? null)),
    texts(runs.map((run) => run?.trigger ?? null)),
    texts(firsts.map((first) => first?.status ?? null)),
    jsons(firsts.map((first) => json(first?.state))),
    jsons(firsts.map((first) => json(first?.attempt))),
    jsons(firsts.map((first) => json(first?.error))),
    timestamps(firsts.map((first) => first?.startedAt ?? null)),
    shards && smallints(shards),
    ...(await attemptColumns(firsts.filter((first) => first !== null))),
  ];
}

const placesOf = (begun: readonly string[]): Map<string, RunPlace> =>
  new Map(
    begun.map((text) => {
      const [id = "", shard, seq = ""] = text.split(" ");
      return [id, { shard: Number(shard), seq }];
    }),
  );
