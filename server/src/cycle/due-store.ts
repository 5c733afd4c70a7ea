import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { Schedule } from "./schedule-times.ts";

/** When a schedule of a running cycle fires next. */
export interface Due {
  step: string;
  schedule: Schedule;
  once: boolean;
  nextAt: Date;
}

export async function readDue(scope: AccountScope, accountId: string, cycleId: string): Promise<Due[]> {
  const { rows } = await sql<Due>`SELECT step, schedule, once, next_at AS "nextAt" FROM trigger_due
    WHERE account_id = ${accountId} AND cycle_id = ${cycleId}`.execute(scope);
  return rows;
}

export async function insertDue(
  scope: AccountScope,
  { accountId, cycleId }: { accountId: string; cycleId: string },
  due: readonly Due[],
): Promise<void> {
  for (const { step, schedule, once, nextAt } of due) {
    await sql`INSERT INTO trigger_due (account_id, cycle_id, step, schedule, once, next_at)
      VALUES (${accountId}, ${cycleId}, ${step}, ${JSON.stringify(schedule)}::jsonb, ${once}, ${nextAt})`.execute(
      scope,
    );
  }
}

export async function deleteDue(scope: AccountScope, accountId: string, cycleId: string): Promise<void> {
  await sql`DELETE FROM trigger_due WHERE account_id = ${accountId} AND cycle_id = ${cycleId}`.execute(scope);
}

export async function readTimezone(scope: AccountScope, accountId: string): Promise<string> {
  const { timezone } = await scope
    .selectFrom("account")
    .select("timezone")
    .where("id", "=", accountId)
    .executeTakeFirstOrThrow();
  return timezone;
}
