import type { AttemptQuery } from "@velodrome/contract";
import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { payloadColumns } from "./blob-store.ts";
import { isReference } from "./payload.ts";
import { maskValues } from "./sealed-values.ts";
import type { StoredRun } from "./run-store.ts";
import type { Intent } from "./state.ts";

export interface StoredStepRun {
  id: string;
  step: string;
  path: string;
  number: number;
  status: Schema["step_run"]["status"];
  port: string | null;
  repeated: boolean;
  input: unknown;
  output: unknown;
  request: unknown;
  response: unknown;
  error: unknown;
  startedAt: Date;
  finishedAt: Date | null;
}

/** Attempts of a run, oldest first. `since`: the run's own beginning, so that older partitions are not looked at. */
export const listStepRuns = (scope: AccountScope, runId: string, since: Date): Promise<StoredStepRun[]> =>
  scope
    .selectFrom("step_run")
    .select([
      "id",
      "step",
      "path",
      "number",
      "status",
      "port",
      "repeated",
      "input",
      "output",
      "request",
      "response",
      "error",
      "started_at as startedAt",
      "finished_at as finishedAt",
    ])
    .where("run_id", "=", runId)
    .where("id", ">=", sql<string>`uuid_at(${since}::timestamptz)`)
    .orderBy("id")
    .execute();

export interface AttemptsAsked extends Partial<Pick<AttemptQuery, "step" | "path" | "status">> {
  run: Pick<StoredRun, "id" | "createdAt">;
  limit: number;
  /** Behind this one. */
  after?: string | null;
  /** From the end instead of from the beginning. */
  newest?: boolean;
}

/** Bytes of payloads that one answer holds, beyond its first attempt: those in the rows, and those that lie aside. */
const inRowsAtMost = 4 * 1024 * 1024;
const asideAtMost = 8 * 1024 * 1024;

const dayMs = 86_400_000;

/** So many attempts of a run in order of time, fewer where they are large, and whether there are more. */
export async function readAttempts(
  scope: AccountScope,
  { run, limit, after = null, newest = false, step, path, status }: AttemptsAsked,
): Promise<{ rows: StoredStepRun[]; more: boolean }> {
  const order = sql.raw(newest ? "DESC" : "ASC");
  // A day of grace: attempts carry the worker's clock, the run the database's.
  const since = new Date(run.createdAt.getTime() - dayMs);
  const conditions = [
    sql`run_id = ${run.id} AND id >= uuid_at(${since}::timestamptz)`,
    ...(after === null ? [] : [sql`id > ${after}`]),
    ...(step === undefined ? [] : [sql`step = ${step}`]),
    ...(path === undefined ? [] : [sql`(path = ${path} OR path LIKE ${`${path}.%`})`]),
    ...(status === undefined ? [] : [sql`status = ${status}`]),
  ];
  const length = sql.join(
    payloadColumns.map((column) => sql`coalesce(octet_length(${sql.ref(column)}::text), 0)`),
    sql` + `,
  );
  const { rows } = await sql<StoredStepRun & { found: number }>`
    SELECT id, step, path, number, status, port, repeated, input, output, request, response, error,
      started_at AS "startedAt", finished_at AS "finishedAt", found
    FROM (
      SELECT s.*, (count(*) OVER ())::int AS found, sum(size) OVER (ORDER BY id ${order} ROWS UNBOUNDED PRECEDING) - size AS before
      FROM (
        SELECT *, ${length} AS size FROM step_run WHERE ${sql.join(conditions, sql` AND `)}
        ORDER BY id ${order} LIMIT ${limit + 1}
      ) s
    ) t
    WHERE before <= ${inRowsAtMost} ORDER BY id ${order} LIMIT ${limit}`.execute(scope);
  const kept = rows.slice(0, fitting(rows)).map(({ found: _, ...row }) => row);
  return { rows: newest ? kept.toReversed() : kept, more: (rows[0]?.found ?? 0) > kept.length };
}

/** How many of these rows fit into one answer with what they have aside. */
function fitting(rows: readonly StoredStepRun[]): number {
  let before = 0;
  const tooMany = rows.findIndex((row) => {
    const full = before > asideAtMost;
    for (const column of payloadColumns) before += isReference(row[column]) ? row[column].bytes : 0;
    return full;
  });
  return tooMany === -1 ? rows.length : tooMany;
}

/** The intent of an unfinished run as the attempt it will become. */
export const intentAsStepRun = (intent: Intent): StoredStepRun => ({
  id: intent.id,
  step: intent.step,
  path: intent.path,
  number: intent.number,
  status: "intended",
  port: null,
  repeated: intent.repeated,
  input: maskValues(intent.input),
  output: null,
  request: null,
  response: null,
  error: null,
  startedAt: new Date(intent.startedAt),
  finishedAt: null,
});
