import { type Kysely, sql, type Transaction } from "kysely";
import { newId } from "../base/id.ts";
import type { Schedule } from "../cycle/schedule-times.ts";
import type { Schema } from "../db/schema.ts";

/** A schedule whose time has come. */
export interface DueSchedule {
  accountId: string;
  cycleId: string;
  step: string;
  schedule: Schedule;
  once: boolean;
  nextAt: Date;
  version: number;
  running: boolean;
  /** The account's time zone. */
  timezone: string;
}

export type DueScope = Transaction<Schema>;

export const inTransaction = <T>(engine: Kysely<Schema>, work: (scope: DueScope) => Promise<T>): Promise<T> =>
  engine.transaction().execute(work);

/** Locks them and their cycles; what another process is at, or a person changes just now, comes the next time. */
export async function lockDueSchedules(scope: DueScope, now: Date, limit: number): Promise<DueSchedule[]> {
  const { rows } = await sql<DueSchedule>`
    SELECT d.account_id AS "accountId", d.cycle_id AS "cycleId", d.step, d.schedule, d.once, d.next_at AS "nextAt", c.version,
      c.status = 'running' AND c.deleted_at IS NULL AND a.deleted_at IS NULL AS running, a.timezone
    FROM trigger_due d JOIN cycle c ON c.account_id = d.account_id AND c.id = d.cycle_id JOIN account a ON a.id = d.account_id
    WHERE d.next_at <= ${now} ORDER BY d.next_at LIMIT ${limit} FOR UPDATE OF d, c SKIP LOCKED`.execute(scope);
  return rows;
}

/** Keeps the firing as an event, starts its run, and says when the next one is: all of it or nothing. */
export async function fireSchedule(scope: DueScope, due: DueSchedule, next: Date | null): Promise<void> {
  const { accountId, cycleId, step, version } = due;
  const eventId = newId();
  const scheduledAt = due.nextAt.toISOString();
  const item = JSON.stringify({ scheduledAt });
  await sql`
    WITH kept AS (
      INSERT INTO event (account_id, id, source_id, connector, kind, channel, lane, reference, routed, occurred_at, item)
      VALUES (${accountId}, ${eventId}, ${eventId}, 'schedule', 'schedule', 'schedule', ${cycleId},
        ${`schedule:${cycleId}:${step}:${scheduledAt}`}, true, ${due.nextAt}, ${item}::json)
    )
    INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status)
    VALUES (${accountId}, ${newId()}, ${cycleId}, ${version}, 'event', ${eventId}, ${step},
      (hashtextextended(${accountId}::text || ${cycleId}::text, 0) & 255)::smallint, ${cycleId}, nextval('run_seq'), 'queued')`.execute(
    scope,
  );
  if (due.once) await stopAfterFirst(scope, due);
  else if (next === null) await forgetSchedule(scope, due);
  else
    await sql`UPDATE trigger_due SET next_at = ${next} WHERE cycle_id = ${cycleId} AND step = ${step}`.execute(scope);
}

export async function forgetSchedule(scope: DueScope, { cycleId, step }: DueSchedule): Promise<void> {
  await sql`DELETE FROM trigger_due WHERE cycle_id = ${cycleId} AND step = ${step}`.execute(scope);
}

async function stopAfterFirst(scope: DueScope, { cycleId }: DueSchedule): Promise<void> {
  await sql`DELETE FROM listener WHERE cycle_id = ${cycleId}`.execute(scope);
  await sql`DELETE FROM trigger_due WHERE cycle_id = ${cycleId}`.execute(scope);
  await sql`UPDATE cycle SET status = 'stopped', updated_at = now(),
      unanswered_since = greatest(now() - interval '5 seconds', started_at)
    WHERE id = ${cycleId} AND status = 'running'`.execute(scope);
}
