import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import { type CountedSteps, countedSteps } from "./counted-steps.ts";
import { itemsReached, tookAWay } from "./way-sql.ts";

export interface CountedCycle {
  accountId: string;
  cycleId: string;
}

/** A cycle's version that runs, or ran last. */
export interface CountedVersion {
  version: number;
  publishedAt: Date;
}

/** How often a way out of a step was taken. */
export interface CountedWay {
  step: string;
  port: string | null;
  count: number;
}

/** Items of a For each that attempts of a run were found of. */
export interface ReachedItems {
  run: string;
  step: string;
  count: number;
  /** Path of the first of them, of which attempts may have been found before. */
  first: string;
  last: string;
}

/** What was counted at one look. */
export interface Counted {
  /** Ways into steps that began nothing: of attempts, each at one look only. */
  ways: CountedWay[];
  /** Triggers of runs, `settled` where no look from now on finds them. */
  begun: (CountedWay & { settled: boolean })[];
  items: ReachedItems[];
  /** What PostgreSQL could see, for the next look. */
  seen: string;
}

/** What is counted at the first look. */
export interface CountedBegun extends Counted {
  /** The oldest run that was looked at, when there were more than are; null when all were. */
  oldest: string | null;
}

export interface Look {
  /** Runs that began since then are counted. */
  from: Date;
  /** From when on runs may have come or ended that the look before did not find; triggers from before `settled` are not looked for again. */
  since: Date;
  settled: Date;
  /** What PostgreSQL could see at the look before. */
  seen: string;
}

type OfVersion = CountedCycle & Pick<CountedVersion, "version"> & { steps: CountedSteps };

/** No more than the newest so many runs are looked at whole, be they under way or, at the first look, ended. */
const runsAtMost = 1000;
/** Unfinished runs of an account among which those of the cycle are looked for: a backlog of another one is not read through. */
const liveAtMost = 10 * runsAtMost;

const liveRuns = ({ accountId, cycleId, version }: OfVersion, from: Date) => sql`
  SELECT id, trigger FROM (
    SELECT id, trigger, cycle_id, version FROM run_live WHERE account_id = ${accountId}
    ORDER BY id DESC LIMIT ${liveAtMost}) unfinished
  WHERE cycle_id = ${cycleId} AND version = ${version} AND id >= uuid_at(${from}::timestamptz)
  ORDER BY id DESC LIMIT ${runsAtMost}`;

interface Row {
  step: string | null;
  port: string | null;
  begun: boolean;
  settled: boolean;
  count: number;
  /** Of items only. */
  run: string | null;
  first: string;
  last: string;
  seen: string;
}

function countedOf(rows: readonly Row[]): Counted {
  const found = rows.flatMap(({ step, ...row }) => (step === null ? [] : [{ step, ...row }]));
  const ways = found.filter(({ run }) => run === null);
  return {
    ways: ways.filter(({ begun }) => !begun),
    begun: ways.filter(({ begun }) => begun),
    items: found.flatMap(({ run, ...row }) => (run === null ? [] : [{ run, ...row }])),
    seen: rows[0]?.seen ?? "",
  };
}

export async function findCountedVersion(
  scope: AccountScope,
  { accountId, cycleId }: CountedCycle,
): Promise<CountedVersion | null> {
  const { rows } = await sql<CountedVersion>`
    SELECT v.version, v.created_at AS "publishedAt" FROM cycle c
    JOIN cycle_version v ON v.cycle_id = c.id AND v.version = c.version
    WHERE c.account_id = ${accountId} AND c.id = ${cycleId}`.execute(scope);
  return rows[0] ?? null;
}

/** Of a version that there is. Its graph is read as it stands: a newer release may have written what else is in it. */
export async function readCountedSteps(
  scope: AccountScope,
  { accountId, cycleId }: CountedCycle,
  version: number,
): Promise<CountedSteps> {
  const { rows } = await sql<Parameters<typeof countedSteps>[0]>`
    SELECT document -> 'steps' AS steps, document -> 'edges' AS edges FROM cycle_version
    WHERE account_id = ${accountId} AND cycle_id = ${cycleId} AND version = ${version}`.execute(scope);
  return countedSteps(rows[0] ?? { steps: [], edges: [] });
}

/** What was found at a look, in `taken` way by way and in `attempts` item by item. */
const counted = (steps: CountedSteps) => sql`
  reached (run, step, count, first, last) AS (${itemsReached(steps)}),
  counted AS (
    SELECT step, port, begun, settled, count(*)::int AS count, NULL::uuid AS run, NULL AS first, NULL AS last
    FROM taken GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT step, 'item', false, true, count, run, first, last FROM reached
  )`;

/** Ways that the newest runs of a version took that began at or after a moment. A run that was absorbed took none. */
export async function countBegunWays(
  scope: AccountScope,
  of: OfVersion,
  { since, settled }: Pick<Look, "since" | "settled">,
): Promise<CountedBegun> {
  const { rows } = await sql<Row & { oldest: string | null }>`
    WITH look AS (SELECT pg_current_snapshot() AS now),
    live AS (${liveRuns(of, since)}),
    begun AS (
      SELECT id, trigger FROM live
      UNION ALL
      (SELECT id, trigger FROM run
      WHERE account_id = ${of.accountId} AND cycle_id = ${of.cycleId} AND version = ${of.version}
        AND status <> 'absorbed' AND id >= uuid_at(${since}::timestamptz)
      ORDER BY id DESC LIMIT ${runsAtMost})
    ),
    newest AS MATERIALIZED (SELECT id, trigger FROM begun ORDER BY id DESC LIMIT ${runsAtMost}),
    attempts AS (
      SELECT s.run_id, s.step, s.path, s.port, s.finished_at IS NOT NULL AND ${tookAWay(of.steps)} AS took
      FROM newest JOIN step_run s ON s.run_id = newest.id
      WHERE s.account_id = ${of.accountId} AND s.id >= uuid_at(${since}::timestamptz - interval '1 hour')
    ),
    taken AS (
      SELECT trigger AS step, NULL::text AS port, true AS begun, id < uuid_at(${settled}::timestamptz) AS settled FROM newest
      UNION ALL
      SELECT step, port, false, true FROM attempts WHERE took
    ),
    ${counted(of.steps)}
    SELECT counted.*, look.now::text AS seen,
      (SELECT CASE WHEN count(*) = ${runsAtMost} THEN min(id::text) END FROM newest) AS oldest
    FROM look LEFT JOIN counted ON true`.execute(scope);
  return { ...countedOf(rows), oldest: rows[0]?.oldest ?? null };
}

/**
 * Ways that runs of a version took since the look before.
 *
 * An attempt is written when its run next has something to write, which may be much later than it ended, and commits come in
 * any order. So not its times say whether the look before counted it, but whether that look could see the transaction that
 * wrote it.
 */
export async function countWays(
  scope: AccountScope,
  of: OfVersion,
  { from, since, settled, seen }: Look,
): Promise<Counted> {
  const { rows } = await sql<Row>`
    WITH look AS (SELECT pg_current_snapshot() AS now, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next),
    live AS (${liveRuns(of, from)}),
    runs AS (
      SELECT id, trigger FROM live
      UNION ALL
      SELECT id, trigger FROM run
      WHERE account_id = ${of.accountId} AND cycle_id = ${of.cycleId} AND version = ${of.version}
        AND finished_at >= ${since} AND status <> 'absorbed' AND id >= uuid_at(${from}::timestamptz)
    ),
    attempts AS (
      -- An attempt has its id from before its call, which may take longer than a look is away from the next.
      SELECT s.run_id, s.step, s.path, s.port, s.finished_at >= ${from} AND ${tookAWay(of.steps)} AS took
      FROM look, runs JOIN step_run s ON s.run_id = runs.id
      WHERE s.account_id = ${of.accountId} AND s.id >= uuid_at(${since}::timestamptz - interval '1 hour')
        -- A row has its transaction's number without the epoch: it is the last such number before the next one given away.
        AND NOT pg_visible_in_snapshot(
          (next - ((next - s.xmin::text::bigint) & 4294967295))::text::xid8, ${seen}::pg_snapshot)
    ),
    taken AS (
      SELECT trigger AS step, NULL::text AS port, true AS begun, id < uuid_at(${settled}::timestamptz) AS settled FROM runs
      WHERE id >= uuid_at(${since}::timestamptz)
      UNION ALL
      SELECT step, port, false, true FROM attempts WHERE took
    ),
    ${counted(of.steps)}
    SELECT counted.*, look.now::text AS seen FROM look LEFT JOIN counted ON true`.execute(scope);
  return countedOf(rows);
}
