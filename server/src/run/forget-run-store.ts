import type { Retention } from "@velodrome/contract";
import type { Pool } from "pg";
import type { Part } from "../db/parts.ts";
import { blobOf, payloadColumns } from "./blob-store.ts";

/** Some blocks of a part. */
export interface Blocks {
  part: Part;
  first: number;
  /** Not one of them any more. */
  end: number;
}

export interface PastRuns {
  accounts: string[];
  ids: string[];
  /** Of the latest of them. */
  lastEnd: Date | null;
  /** When the first of the others is past its retention; null when there are none. */
  nextAt: Date | null;
}

/**
 * Finished runs of some blocks that are past their retention: a cycle's own before its account's, that before the
 * installation's. Each block is read once, whatever lies in it, so a table that is mostly kept costs no more than its size.
 */
export async function readPastRuns(
  pool: Pool,
  { part, first, end }: Blocks,
  general: Retention,
  now: Date,
): Promise<PastRuns> {
  const { rows } = await pool.query<PastRuns>(
    `WITH looked AS (
       SELECT r.account_id, r.id, r.finished_at, r.finished_at + make_interval(days => coalesce(
         (c.retention->>k.outcome)::int, (a.retention->>k.outcome)::int, ($5::jsonb->>k.outcome)::int)) AS ends
       FROM run r
       CROSS JOIN LATERAL (SELECT CASE r.status WHEN 'absorbed' THEN 'succeeded' ELSE r.status END AS outcome) k
       LEFT JOIN account a ON a.id = r.account_id
       LEFT JOIN cycle c ON c.account_id = r.account_id AND c.id = r.cycle_id
       WHERE r.id >= $1 AND r.id < $2 AND r.ctid >= $3::tid AND r.ctid < $4::tid
     )
     SELECT coalesce(array_agg(account_id::text) FILTER (WHERE ends <= past), '{}') AS accounts,
       coalesce(array_agg(id::text) FILTER (WHERE ends <= past), '{}') AS ids,
       max(finished_at) FILTER (WHERE ends <= past) AS "lastEnd", min(ends) FILTER (WHERE ends > past) AS "nextAt"
     FROM looked, (SELECT least($6::timestamptz, now()) AS past) AS clocks`,
    [part.low, part.high, `(${first},0)`, `(${end},0)`, JSON.stringify(general), now],
  );
  return rows[0] ?? { accounts: [], ids: [], lastEnd: null, nextAt: null };
}

/** Attempts of runs with their large payloads, so many at most. `since`, `until`: ids between which they lie. */
export async function deleteAttempts(
  pool: Pool,
  runIds: readonly string[],
  { since, until, limit }: { since: string; until: string; limit: number },
): Promise<{ attempts: number; files: number }> {
  const { rows } = await pool.query<{ attempts: number; files: number }>(
    `WITH few AS MATERIALIZED (
       SELECT run_id, id FROM step_run WHERE run_id = ANY ($1::uuid[]) AND id >= $2 AND id < $3 LIMIT $4
     ), gone AS (
       DELETE FROM step_run s USING few WHERE s.run_id = few.run_id AND s.id = few.id AND s.id >= $2 AND s.id < $3
       RETURNING s.account_id, ARRAY[${payloadColumns.map((name) => blobOf(`s.${name}`)).join(", ")}] AS blobs
     ), files AS (
       DELETE FROM blob b USING (SELECT account_id, unnest(blobs) AS id FROM gone) AS f
       WHERE f.id IS NOT NULL AND b.account_id = f.account_id AND b.id = f.id AND b.id >= $2 AND b.id < $3 RETURNING b.id
     )
     SELECT (SELECT count(*)::int FROM gone) AS attempts, (SELECT count(*)::int FROM files) AS files`,
    [runIds, since, until, limit],
  );
  return rows[0] ?? { attempts: 0, files: 0 };
}

/** Finished runs whose attempts are gone. */
export async function deleteRuns(
  pool: Pool,
  part: Part,
  runs: { accounts: readonly string[]; ids: readonly string[] },
): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM run r USING unnest($3::uuid[], $4::uuid[]) AS past(account_id, id)
     WHERE r.account_id = past.account_id AND r.id = past.id AND r.id >= $1 AND r.id < $2`,
    [part.low, part.high, runs.accounts, runs.ids],
  );
  return rowCount ?? 0;
}
