import type { ErrorClass } from "@velodrome/contract";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "../db/schema.ts";
import { type RunFilter, startedBy } from "./run-store.ts";

/** Runs of one cycle that failed at the same step by the same code. */
export interface FailureRow {
  accountId: string;
  cycleId: string;
  cycleName: string | null;
  step: string | null;
  code: string;
  message: string;
  class: ErrorClass;
  runs: number;
  lastAt: Date;
  lastRun: string;
  lastVersion: number;
}

export type FailureFilter = Omit<RunFilter, "before" | "limit" | "status" | "eventId">;

interface Failures {
  lookedAt: number;
  /** When the oldest of them began. */
  since: Date | null;
  failures: FailureRow[];
}

const within = ({ from, to }: FailureFilter): RawBuilder<unknown> => sql`
  ${from === undefined ? sql`` : sql`AND id >= uuid_at(${from}::timestamptz)`}
  ${to === undefined ? sql`` : sql`AND id < uuid_at(${to}::timestamptz)`}`;

function fitting(filter: FailureFilter): RawBuilder<unknown> {
  const { cycleId, code, step, connection } = filter;
  const conditions = [
    sql`true`,
    cycleId === null ? null : sql`r.cycle_id = ${cycleId}`,
    code === undefined ? null : sql`r.error->>'code' = ${code}`,
    step === undefined ? null : sql`r.error->>'step' = ${step}`,
    connection === undefined ? null : sql`r.error->'details'->>'connection' = ${connection}`,
    startedBy(filter),
  ].filter((each) => each !== null);
  return sql.join(conditions, sql` AND `);
}

/**
 * What fails most among the newest failed runs of an account, or of all where it is null. Only those are read, by the
 * index of failed runs; the other filters choose among them.
 */
export async function readFailures(
  from: Kysely<Schema>,
  accountId: string | null,
  filter: FailureFilter,
  { newest, groups }: { newest: number; groups: number },
): Promise<Failures> {
  const whose = accountId === null ? sql`true` : sql`account_id = ${accountId}`;
  const { rows } = await sql<Failures>`
    WITH newest AS MATERIALIZED (
      SELECT account_id, id, cycle_id, version, event_id, error, created_at FROM run
      WHERE ${whose} AND status = 'failed' ${within(filter)}
      ORDER BY id DESC LIMIT ${newest}
    ), alike AS (
      SELECT r.account_id, r.cycle_id, r.error->>'step' AS step, coalesce(r.error->>'code', 'unknown') AS code,
        count(*)::int AS runs, max(r.created_at) AS last_at, (array_agg(r.id ORDER BY r.id DESC))[1] AS last_run,
        (array_agg(r.version ORDER BY r.id DESC))[1] AS last_version,
        (array_agg(r.error->>'message' ORDER BY r.id DESC))[1] AS message,
        (array_agg(r.error->>'class' ORDER BY r.id DESC))[1] AS class
      FROM newest r JOIN account a ON a.id = r.account_id AND a.deleted_at IS NULL
      WHERE ${fitting(filter)}
      GROUP BY 1, 2, 3, 4
      ORDER BY runs DESC, last_run DESC LIMIT ${groups}
    )
    SELECT (SELECT count(*)::int FROM newest) AS "lookedAt", (SELECT min(created_at) FROM newest) AS since, coalesce((
      SELECT json_agg(json_build_object('accountId', f.account_id, 'cycleId', f.cycle_id, 'cycleName', c.name,
        'step', f.step, 'code', f.code, 'message', coalesce(f.message, f.code), 'class', coalesce(f.class, 'terminal'), 'runs', f.runs, 'lastAt', f.last_at,
        'lastRun', f.last_run, 'lastVersion', f.last_version) ORDER BY f.runs DESC, f.last_run DESC)
      FROM alike f LEFT JOIN cycle c ON c.account_id = f.account_id AND c.id = f.cycle_id
    ), '[]'::json) AS failures`.execute(from);
  const { lookedAt, since, failures } = rows[0] ?? { lookedAt: 0, since: null, failures: [] };
  return { lookedAt, since, failures: failures.map((row) => ({ ...row, lastAt: new Date(row.lastAt) })) };
}
