import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";

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

/** What was counted at one look. */
export interface Counted {
  /** Ways into steps that began nothing: of attempts, each at one look only. */
  ways: CountedWay[];
  /** Triggers of runs, `settled` where no look from now on finds them. */
  begun: (CountedWay & { settled: boolean })[];
  /** What PostgreSQL could see, for the next look. */
  seen: string;
}

/** What is counted at the first look. */
export interface CountedBegun extends Counted {
  /** The oldest run that was looked at, when there were more than are; null when all were. */
  oldest: string | null;
}

export interface Look {
  /** From when on ways are counted. */
  from: Date;
  /** From when on runs may have come or ended that the look before did not find; triggers from before `settled` are not looked for again. */
  since: Date;
  settled: Date;
  /** What PostgreSQL could see at the look before. */
  seen: string;
}

type OfVersion = CountedCycle & Pick<CountedVersion, "version">;

/** No more than the newest so many runs are looked at whole, be they under way or, at the first look, ended. */
const runsAtMost = 1000;
/** Unfinished runs of an account among which those of the cycle are looked for: a backlog of another one is not read through. */
const liveAtMost = 10 * runsAtMost;

/** What failed for good took no way, except where its policy went on. */
const tookAWay = sql`(s.status IN ('succeeded', 'skipped')
  OR (s.status = 'failed' AND (s.port IS NOT NULL OR s.error::text LIKE '%"ignored":true%')))`;

const liveRuns = ({ accountId, cycleId, version }: OfVersion) => sql`
  SELECT id, trigger FROM (
    SELECT id, trigger, cycle_id, version FROM run_live WHERE account_id = ${accountId}
    ORDER BY id DESC LIMIT ${liveAtMost}) unfinished
  WHERE cycle_id = ${cycleId} AND version = ${version} ORDER BY id DESC LIMIT ${runsAtMost}`;

interface Row {
  step: string | null;
  port: string | null;
  begun: boolean;
  settled: boolean;
  count: number;
  seen: string;
}

function countedOf(rows: readonly Row[]): Counted {
  const found = rows.flatMap(({ step, ...row }) => (step === null ? [] : [{ step, ...row }]));
  return {
    ways: found.filter(({ begun }) => !begun),
    begun: found.filter(({ begun }) => begun),
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

/** Ways that the newest runs of a version took that began at or after a moment. A run that was absorbed took none. */
export async function countBegunWays(
  scope: AccountScope,
  of: OfVersion,
  { since, settled }: Pick<Look, "since" | "settled">,
): Promise<CountedBegun> {
  const { rows } = await sql<Row & { oldest: string | null }>`
    WITH look AS (SELECT pg_current_snapshot() AS now),
    live AS (${liveRuns(of)}),
    begun AS (
      SELECT id, trigger FROM live WHERE id >= uuid_at(${since}::timestamptz)
      UNION ALL
      (SELECT id, trigger FROM run
      WHERE account_id = ${of.accountId} AND cycle_id = ${of.cycleId} AND version = ${of.version}
        AND status <> 'absorbed' AND id >= uuid_at(${since}::timestamptz)
      ORDER BY id DESC LIMIT ${runsAtMost})
    ),
    newest AS MATERIALIZED (SELECT id, trigger FROM begun ORDER BY id DESC LIMIT ${runsAtMost}),
    taken AS (
      SELECT trigger AS step, NULL::text AS port, true AS begun, id < uuid_at(${settled}::timestamptz) AS settled FROM newest
      UNION ALL
      SELECT s.step, s.port, false, true FROM newest JOIN step_run s ON s.run_id = newest.id
      WHERE s.account_id = ${of.accountId} AND s.id >= uuid_at(${since}::timestamptz - interval '1 hour')
        AND s.finished_at IS NOT NULL AND ${tookAWay}
    ),
    counted AS (SELECT step, port, begun, settled, count(*)::int AS count FROM taken GROUP BY 1, 2, 3, 4)
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
    live AS (${liveRuns(of)}),
    runs AS (
      SELECT id, trigger FROM live
      UNION ALL
      SELECT id, trigger FROM run
      WHERE account_id = ${of.accountId} AND cycle_id = ${of.cycleId} AND version = ${of.version}
        AND finished_at >= ${since} AND status <> 'absorbed'
    ),
    taken AS (
      SELECT trigger AS step, NULL::text AS port, true AS begun, id < uuid_at(${settled}::timestamptz) AS settled FROM runs
      WHERE id >= uuid_at(${since}::timestamptz)
      UNION ALL
      -- An attempt has its id from before its call, which may take longer than a look is away from the next.
      SELECT s.step, s.port, false, true FROM look, runs JOIN step_run s ON s.run_id = runs.id
      WHERE s.account_id = ${of.accountId} AND s.finished_at >= ${from}
        AND s.id >= uuid_at(${since}::timestamptz - interval '1 hour')
        -- A row has its transaction's number without the epoch: it is the last such number before the next one given away.
        AND NOT pg_visible_in_snapshot(
          (next - ((next - s.xmin::text::bigint) & 4294967295))::text::xid8, ${seen}::pg_snapshot)
        AND ${tookAWay}
    ),
    counted AS (SELECT step, port, begun, settled, count(*)::int AS count FROM taken GROUP BY 1, 2, 3, 4)
    SELECT counted.*, look.now::text AS seen FROM look LEFT JOIN counted ON true`.execute(scope);
  return countedOf(rows);
}
