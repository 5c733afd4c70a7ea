import { type Kysely, type Selectable, sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { CycleBacklogTable, Schema } from "../db/schema.ts";

/** The chore that answers what came while cycles were stopped. */
export const backlogChore = "answer-backlogs";

/** A start that answers what came before it. */
export interface Backlog {
  accountId: string;
  cycleId: string;
  version: number;
  actor: string;
  since: Date;
  /** Events up to this one have been looked at. */
  after: string;
  runs: number;
  /** Null while it catches up and its cycle does not listen yet. */
  listeningAt: Date | null;
}

const toBacklog = (row: Selectable<CycleBacklogTable>): Backlog => ({
  accountId: row.account_id,
  cycleId: row.cycle_id,
  version: row.version,
  actor: row.actor,
  since: row.since,
  after: row.after,
  runs: row.runs,
  listeningAt: row.listening_at,
});

/** The cycle will listen when it has caught up. */
export async function openBacklog(
  scope: AccountScope,
  live: { accountId: string; cycleId: string; version: number },
  { actor, since, recentOnly }: { actor: string; since: Date; recentOnly: boolean },
): Promise<void> {
  await sql`INSERT INTO cycle_backlog (account_id, cycle_id, version, actor, since, after)
    VALUES (${live.accountId}, ${live.cycleId}, ${live.version}, ${actor}, ${since},
      uuid_at(greatest(${since}::timestamptz, CASE WHEN ${recentOnly}::boolean THEN now() - interval '24 hours' END)))
    ON CONFLICT (cycle_id) DO UPDATE SET version = excluded.version, actor = excluded.actor, since = excluded.since,
      after = excluded.after, runs = 0, listening_at = NULL`.execute(scope);
}

/** What it has not come to stays open. */
export async function dropBacklog(scope: AccountScope, cycleId: string): Promise<void> {
  await scope.deleteFrom("cycle_backlog").where("cycle_id", "=", cycleId).execute();
}

export async function isCatchingUp(scope: AccountScope, cycleId: string): Promise<boolean> {
  const row = await scope
    .selectFrom("cycle_backlog")
    .select("cycle_id")
    .where("cycle_id", "=", cycleId)
    .where("listening_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function readBacklogRow(scope: AccountScope, cycleId: string): Promise<Backlog | null> {
  const row = await scope.selectFrom("cycle_backlog").selectAll().where("cycle_id", "=", cycleId).executeTakeFirst();
  return row ? toBacklog(row) : null;
}

/** Of all accounts. Those whose cycle was stopped or deleted meanwhile are dropped. */
export async function readOpenBacklogs(engine: Kysely<Schema>): Promise<Backlog[]> {
  await sql`DELETE FROM cycle_backlog b USING cycle c
    WHERE c.account_id = b.account_id AND c.id = b.cycle_id AND (c.status <> 'running' OR c.deleted_at IS NOT NULL)`.execute(
    engine,
  );
  return (await engine.selectFrom("cycle_backlog").selectAll().orderBy("cycle_id").execute()).map(toBacklog);
}

/** So far it has come: what is left open begins there. */
export async function advanceBacklog(
  scope: AccountScope,
  { cycleId }: Pick<Backlog, "cycleId">,
  step: { after: string; at: Date; runs: number },
): Promise<void> {
  await sql`WITH moved AS (
      UPDATE cycle_backlog SET after = ${step.after}, runs = runs + ${step.runs} WHERE cycle_id = ${cycleId} RETURNING cycle_id
    )
    UPDATE cycle SET unanswered_since = ${step.at} WHERE id IN (SELECT cycle_id FROM moved)`.execute(scope);
}

export async function countMoreRuns(scope: AccountScope, cycleId: string, runs: number): Promise<void> {
  await sql`UPDATE cycle_backlog SET runs = runs + ${runs} WHERE cycle_id = ${cycleId}`.execute(scope);
}

/** It has caught up: its cycle listens from now on. */
export async function noteListening(scope: AccountScope, cycleId: string): Promise<void> {
  await sql`UPDATE cycle_backlog SET listening_at = now() WHERE cycle_id = ${cycleId}`.execute(scope);
  await clearUnanswered(scope, cycleId);
}

export async function clearUnanswered(scope: AccountScope, cycleId: string): Promise<void> {
  await scope.updateTable("cycle").set({ unanswered_since: null }).where("id", "=", cycleId).execute();
}
