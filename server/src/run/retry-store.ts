import { sql } from "kysely";
import { newId } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";
import { blobOf, payloadColumns } from "./blob-store.ts";
import { inlineLength, referTo, shelve } from "./payload.ts";
import type { Known } from "./retry-state.ts";
import type { StoredRun } from "./run-store.ts";
import type { RunState } from "./state.ts";

/** A new run of the same event, at the end of its lane. Answers its id. */
export async function insertRetry(
  scope: AccountScope,
  run: StoredRun,
  version: number,
  state: RunState | null,
): Promise<string> {
  const id = newId();
  const plain = state && JSON.stringify(state);
  const text = plain?.includes('"$sealed"') ? JSON.stringify({ ...state, sealed: true }) : plain;
  await sql`INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, shard, lane, seq, status, state)
    VALUES (${run.accountId}, ${id}, ${run.cycleId}, ${version}, 'retry', ${run.eventId}, ${run.trigger}, ${run.id},
      (hashtextextended(${run.accountId}::text || ${run.lane}, 0) & 255)::smallint, ${run.lane}, nextval('run_seq'), 'queued',
      ${text}::json)`.execute(scope);
  return id;
}

/**
 * What the earlier run had done, as the first part of the new one's history. Under new ids: a run's attempts are looked for
 * from its own beginning on, and stored by the day. What is reopened is not over.
 */
export async function copyStepRuns(
  scope: AccountScope,
  from: StoredRun,
  runId: string,
  { done, reopened }: { done: readonly string[]; reopened: readonly string[] },
): Promise<void> {
  const attempts = [...reopened, ...done];
  await sql`INSERT INTO step_run (account_id, run_id, id, step, path, number, status, port, repeated, input, output, request, response, error, started_at, finished_at)
    SELECT s.account_id, ${runId}, copy.id, step, path, number, CASE WHEN s.id = ANY (${reopened}::uuid[]) THEN 'intended' ELSE status END, port, repeated, input, output, request, response,
      CASE WHEN s.id = ANY (${reopened}::uuid[]) THEN NULL ELSE error END, started_at,
      CASE WHEN s.id = ANY (${reopened}::uuid[]) THEN NULL ELSE finished_at END
    FROM step_run s JOIN unnest(${attempts}::uuid[], ${attempts.map(() => newId())}::uuid[]) AS copy(source, id) ON copy.source = s.id
    WHERE s.run_id = ${from.id}`.execute(scope);
  await copyBlobs(scope, from.accountId, runId);
}

/** Large payloads of copied attempts become the new run's own: the earlier run's go with it when its time has come. */
async function copyBlobs(scope: AccountScope, accountId: string, runId: string): Promise<void> {
  for (const column of payloadColumns) {
    const name = sql.ref(column);
    // Beside the attempt, as every blob is.
    await sql`WITH large AS (
        SELECT id, ${sql.raw(blobOf(column))} AS source, uuid_beside(id) AS copy FROM step_run
        WHERE run_id = ${runId} AND ${sql.raw(blobOf(column))} IS NOT NULL
      ), copied AS (
        INSERT INTO blob (account_id, id, bytes)
        SELECT b.account_id, l.copy, b.bytes FROM large l JOIN blob b ON b.account_id = ${accountId} AND b.id = l.source
      )
      UPDATE step_run s SET ${name} = replace(s.${name}::text, l.source::text, l.copy::text)::json
      FROM large l WHERE s.run_id = ${runId} AND s.id = l.id`.execute(scope);
  }
}

/** The step that a person has given the output of, as an attempt of the new run that is over. */
export async function insertSkipped(
  scope: AccountScope,
  { accountId, runId }: { accountId: string; runId: string },
  { id, step, path, port, output }: Known,
): Promise<void> {
  const text = JSON.stringify(output);
  const blob = text.length > inlineLength ? referTo(text, id) : null;
  const kept = blob ? JSON.stringify(blob) : text;
  if (blob) {
    const bytes = await shelve(text);
    await sql`INSERT INTO blob (account_id, id, bytes) VALUES (${accountId}, ${blob.$blob}, ${bytes})`.execute(scope);
  }
  await sql`INSERT INTO step_run (account_id, run_id, id, step, path, number, status, port, repeated, output, started_at, finished_at)
    VALUES (${accountId}, ${runId}, ${id}, ${step}, ${path}, 1, 'skipped', ${port}, false, ${kept}::json, now(), now())`.execute(
    scope,
  );
}

export async function readLatestVersion(
  scope: AccountScope,
  accountId: string,
  cycleId: string,
): Promise<number | null> {
  const row = await scope
    .selectFrom("cycle")
    .select("version")
    .where("account_id", "=", accountId)
    .where("id", "=", cycleId)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row?.version ?? null;
}
