import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";

/** How often a way out of a step was taken, before a moment or after it. */
export interface CountedWay {
  step: string;
  port: string | null;
  settled: boolean;
  count: number;
}

/** Of runs that are under way no more than the newest so many are looked at. */
const liveAtMost = 1000;

/**
 * Ways that runs of a cycle took since a moment; `settled`: those of before another one. What failed for good took none,
 * except where its policy went on; a run that was absorbed took none either.
 */
export async function countWays(
  scope: AccountScope,
  cycle: { accountId: string; cycleId: string },
  { since, settled }: { since: Date; settled: Date },
): Promise<CountedWay[]> {
  const { rows } = await sql<CountedWay>`
    WITH moment AS (SELECT uuid_at(${since}::timestamptz) AS since, uuid_at(${settled}::timestamptz) AS settled),
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
      SELECT trigger AS step, NULL::text AS port, runs.id < moment.settled AS settled FROM runs, moment
      WHERE runs.id >= moment.since
      UNION ALL
      -- An attempt has its id from before its call, which may take longer than a look is away from the next.
      SELECT s.step, s.port, s.finished_at < ${settled}::timestamptz FROM runs JOIN step_run s ON s.run_id = runs.id
      WHERE s.account_id = ${cycle.accountId} AND s.finished_at >= ${since}
        AND s.id >= uuid_at(${since}::timestamptz - interval '1 hour')
        AND (s.status IN ('succeeded', 'skipped')
          OR (s.status = 'failed' AND (s.port IS NOT NULL OR s.error::text LIKE '%"ignored":true%')))
    )
    SELECT step, port, settled, count(*)::int AS count FROM taken GROUP BY 1, 2, 3`.execute(scope);
  return rows;
}
