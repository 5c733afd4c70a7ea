import { sql } from "kysely";
import { newId } from "../base/id.ts";
import type { AccountScope } from "../db/database.ts";

/** The Pages that a trigger of the live version listens to. */
export async function readTriggerPages(
  scope: AccountScope,
  { accountId, cycleId, step }: { accountId: string; cycleId: string; step: string },
): Promise<string[]> {
  const rows = await scope
    .selectFrom("listener")
    .select("external_id")
    .distinct()
    .where("account_id", "=", accountId)
    .where("cycle_id", "=", cycleId)
    .where("step", "=", step)
    .orderBy("external_id")
    .execute();
  return rows.map((row) => row.external_id);
}

export interface ManualRun {
  accountId: string;
  cycleId: string;
  version: number;
  trigger: string;
  connector: string;
  page: string | null;
  person: string | null;
  /** Beginning of what the person is taken to have written. */
  excerpt: string | null;
  /** Null: the cycle's own. */
  lane: string | null;
  input: Readonly<Record<string, unknown>>;
}

/** Keeps the input as an event, of which there is one row whatever started a run, and starts a run of it at the end of its lane. Answers the run's id. */
export async function insertManualRun(scope: AccountScope, run: ManualRun): Promise<string> {
  const id = newId();
  const eventId = newId();
  const lane = run.lane ?? run.cycleId;
  await sql`
    WITH kept AS (
      INSERT INTO event (account_id, id, source_id, connector, kind, channel, external_id, person, lane, excerpt, routed, occurred_at, item)
      VALUES (${run.accountId}, ${eventId}, ${eventId}, ${run.connector}, 'manual', 'manual', ${run.page}, ${run.person}, ${lane},
        ${run.excerpt}, true, now(), ${JSON.stringify(run.input)}::json)
    )
    INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status)
    VALUES (${run.accountId}, ${id}, ${run.cycleId}, ${run.version}, 'manual', ${eventId}, ${run.trigger},
      (hashtextextended(${run.accountId}::text || ${lane}, 0) & 255)::smallint, ${lane}, nextval('run_seq'), 'queued')`.execute(
    scope,
  );
  return id;
}
