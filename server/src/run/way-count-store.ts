import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";

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

export interface Look {
  /** From when on ways are counted. */
  from: Date;
  /** From when on runs may have come or ended that the look before did not find; triggers from before `settled` are not looked for again. */
  since: Date;
  settled: Date;
  /** What PostgreSQL could see at the look before; null at the first. */
  seen: string | null;
}

/** Of runs that are under way no more than the newest so many are looked at. */
const liveAtMost = 1000;

/**
 * Ways that runs of a cycle took since a moment. What failed for good took none, except where its policy went on; a run that
 * was absorbed took none either.
 *
 * An attempt is written when its run next has something to write, which may be much later than it ended, and commits come in
 * any order. So not its times say whether the look before counted it, but whether that look could see the transaction that
 * wrote it.
 */
export async function countWays(
  scope: AccountScope,
  cycle: { accountId: string; cycleId: string },
  { from, since, settled, seen }: Look,
): Promise<Counted> {
  const { rows } = await sql<{
    step: string | null;
    port: string | null;
    begun: boolean;
    settled: boolean;
    count: number;
    seen: string;
  }>`
    WITH look AS (SELECT pg_current_snapshot() AS now, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next),
    live AS (
      SELECT id, trigger FROM run_live WHERE account_id = ${cycle.accountId} AND cycle_id = ${cycle.cycleId}
      ORDER BY id DESC LIMIT ${liveAtMost}
    ),
    runs AS (
      SELECT id, trigger FROM live
      UNION ALL
      SELECT id, trigger FROM run
      WHERE account_id = ${cycle.accountId} AND cycle_id = ${cycle.cycleId} AND finished_at >= ${since} AND status <> 'absorbed'
    ),
    taken AS (
      SELECT trigger AS step, NULL::text AS port, true AS begun, id < uuid_at(${settled}::timestamptz) AS settled FROM runs
      WHERE id >= uuid_at(${since}::timestamptz)
      UNION ALL
      -- An attempt has its id from before its call, which may take longer than a look is away from the next.
      SELECT s.step, s.port, false, true FROM look, runs JOIN step_run s ON s.run_id = runs.id
      WHERE s.account_id = ${cycle.accountId} AND s.finished_at >= ${from}
        AND s.id >= uuid_at(${since}::timestamptz - interval '1 hour')
        -- A row has its transaction's number without the epoch: it is the last such number before the next one given away.
        AND (${seen}::text IS NULL OR NOT pg_visible_in_snapshot(
          (next - ((next - s.xmin::text::bigint) & 4294967295))::text::xid8, ${seen}::pg_snapshot))
        AND (s.status IN ('succeeded', 'skipped')
          OR (s.status = 'failed' AND (s.port IS NOT NULL OR s.error::text LIKE '%"ignored":true%')))
    ),
    counted AS (SELECT step, port, begun, settled, count(*)::int AS count FROM taken GROUP BY 1, 2, 3, 4)
    SELECT counted.*, look.now::text AS seen FROM look LEFT JOIN counted ON true`.execute(scope);
  const found = rows.flatMap(({ step, ...row }) => (step === null ? [] : [{ step, ...row }]));
  return {
    ways: found.filter(({ begun }) => !begun),
    begun: found.filter(({ begun }) => begun),
    seen: rows[0]?.seen ?? "",
  };
}
