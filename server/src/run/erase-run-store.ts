import type { Pool } from "pg";
import { blobOf, payloadColumns } from "./blob-store.ts";

/** Runs of somebody: those of their events, and those in their lanes that began before the erasure was asked for. */
export interface RunsOfPerson {
  accountId: string;
  eventIds: readonly string[];
  lanes: readonly string[];
  before: Date;
}

const theirs = "account_id = $1 AND (event_id = ANY ($2::uuid[]) OR (lane = ANY ($3::text[]) AND created_at <= $4))";

const values = ({ accountId, eventIds, lanes, before }: RunsOfPerson) => [accountId, eventIds, lanes, before];

/** Asked of every one that is not over yet: `cancelRun` ends each. */
export async function readLiveRunsOfPerson(pool: Pool, who: RunsOfPerson): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM run_live WHERE ${theirs} ORDER BY id`, values(who));
  return rows.map(({ id }) => id);
}

/** The last id of the next stretch of an account's finished runs, null at the end: no index knows lanes. */
export async function readRunStretchEnd(
  pool: Pool,
  accountId: string,
  after: string,
  length: number,
): Promise<string | null> {
  const { rows } = await pool.query<{ id: string | null }>(
    `SELECT max(id::text) AS id FROM (SELECT id FROM run WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS stretch`,
    [accountId, after, length],
  );
  return rows[0]?.id ?? null;
}

/**
 * Deletes their finished runs of a stretch with steps and files, and counts them up in the erasure: one statement, so
 * that no run is left without its steps.
 */
export async function eraseFinishedRuns(
  pool: Pool,
  erasureId: string,
  who: RunsOfPerson,
  stretch: { after: string; end: string },
): Promise<void> {
  await pool.query(
    `WITH runs AS (
       DELETE FROM run WHERE ${theirs} AND id > $5 AND id <= $6 RETURNING id
     ), steps AS (
       DELETE FROM step_run WHERE run_id IN (SELECT id FROM runs)
       RETURNING ARRAY[${payloadColumns.map(blobOf).join(", ")}] AS blobs
     ), files AS (
       DELETE FROM blob WHERE account_id = $1 AND id IN (SELECT unnest(blobs) FROM steps) RETURNING id
     )
     UPDATE erasure SET runs = runs + (SELECT count(*) FROM runs)::int, files = files + (SELECT count(*) FROM files)::int
     WHERE erasure.id = $7`,
    [...values(who), stretch.after, stretch.end, erasureId],
  );
}
