import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { StoredStepRun } from "./step-run-store.ts";

/** Of one run; a For each may make thousands. */
const callsAtMost = 50;

/** The payload columns that are not read are null. */
export type StoredCall = StoredStepRun & { runId: string };

/** What certain steps of these runs did, oldest first. `since`: the id from which on their attempts are looked for. */
export async function listCalls(
  scope: AccountScope,
  calls: { runIds: readonly string[]; steps: readonly string[]; since: string },
): Promise<StoredCall[]> {
  const { rows } = await sql<StoredCall>`
    SELECT s.run_id AS "runId", s.id, s.step, s.path, s.number, s.status, s.port, s.repeated, s.input, s.output,
           NULL AS request, NULL AS response, s.error, s.started_at AS "startedAt", s.finished_at AS "finishedAt"
    FROM unnest(${calls.runIds}::uuid[]) AS r(id)
    CROSS JOIN LATERAL (
      SELECT * FROM step_run WHERE run_id = r.id AND id >= ${calls.since} AND step = ANY (${calls.steps})
      ORDER BY id LIMIT ${callsAtMost}) s
    ORDER BY s.id`.execute(scope);
  return rows;
}
