import type { RunError } from "@velodrome/contract";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../db/schema.ts";

/** Runs of a cycle that are looked through, newest first. */
const runsAtMost = 20;

export interface CallingCycle {
  id: string;
  calls: readonly string[];
}

/**
 * The newest attempt of certain steps of certain cycles, out of the last few runs that are over: each run is found by
 * its cycle's index and each attempt by its run's key, so that it costs the same however many there are.
 */
export async function readLastCall(
  db: Kysely<Schema>,
  accountId: string,
  cycles: readonly CallingCycle[],
): Promise<{ at: Date; error: { code: string; message: string } | null } | null> {
  const calling = cycles.filter(({ calls }) => calls.length > 0);
  if (calling.length === 0) return null;
  const wanted = JSON.stringify(calling.map(({ id, calls }) => ({ id, calls })));
  const { rows } = await sql<{ at: Date; error: RunError | null }>`
    SELECT coalesce(s.finished_at, s.started_at) AS at, s.error
    FROM jsonb_to_recordset(${wanted}::jsonb) AS c(id uuid, calls jsonb)
    CROSS JOIN LATERAL (
      SELECT id FROM run WHERE cycle_id = c.id AND account_id = ${accountId} ORDER BY id DESC LIMIT ${runsAtMost}) r
    JOIN step_run s ON s.run_id = r.id
    WHERE s.account_id = ${accountId} AND c.calls ? s.step AND s.status IN ('succeeded', 'failed', 'uncertain')
    ORDER BY s.started_at DESC, s.id DESC LIMIT 1`.execute(db);
  const [newest] = rows;
  if (newest === undefined) return null;
  const { at, error } = newest;
  return { at, error: error && { code: error.code, message: error.message } };
}
