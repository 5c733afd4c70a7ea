import type { CycleStatus } from "@velodrome/contract";
import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import { connectionDead } from "./put-off.ts";

/** A connection by its ids here and on the wire. */
export interface DeadConnection {
  accountId: string;
  id: string;
  wire: string;
}

/** Failed runs of one cycle, of either age. */
export interface DeadRuns {
  cycleId: string;
  name: string;
  status: CycleStatus;
  since: Date;
  recent: number;
  older: number;
}

/** Failed runs of the account that are looked through, the newest. */
const lookAtMost = 100_000;

/** Runs that failed for want of this connection's token, which nobody has retried or decided about; so many at most, the newest. */
export async function countDeadRuns(
  scope: AccountScope,
  { accountId, id, wire }: DeadConnection,
  { split, atMost }: { split: Date; atMost: number },
): Promise<DeadRuns[]> {
  const { rows } = await sql<DeadRuns>`
    WITH failed AS (
      SELECT id, cycle_id, created_at, finished_at, error FROM run
      WHERE account_id = ${accountId} AND status = 'failed' ORDER BY id DESC LIMIT ${lookAtMost}
    ), dead AS (
      SELECT f.id, f.cycle_id, f.created_at FROM failed f
      WHERE f.error->>'code' = ${connectionDead} AND f.error->'details'->>'connection' = ${wire}
        AND f.finished_at > coalesce((SELECT answered_at FROM connection WHERE id = ${id}), '-infinity')
        AND NOT EXISTS (SELECT FROM run a WHERE a.retry_of = f.id)
        AND NOT EXISTS (SELECT FROM run_live a WHERE a.retry_of = f.id)
      ORDER BY f.id DESC LIMIT ${atMost}
    )
    SELECT d.cycle_id AS "cycleId", c.name, c.status, min(d.created_at) AS since,
      count(*) FILTER (WHERE d.id >= uuid_at(${split}::timestamptz))::int AS recent,
      count(*) FILTER (WHERE d.id < uuid_at(${split}::timestamptz))::int AS older
    FROM dead d JOIN cycle c ON c.account_id = ${accountId} AND c.id = d.cycle_id AND c.deleted_at IS NULL
    GROUP BY d.cycle_id, c.name, c.status ORDER BY count(*) DESC, d.cycle_id`.execute(scope);
  return rows;
}

/** Runs that wait for somebody to sign in, so many at most. */
export async function countWaitingRuns(
  scope: AccountScope,
  { accountId, wire }: DeadConnection,
  atMost: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM run_live
      WHERE account_id = ${accountId} AND status = 'waiting' AND state->'waitingFor'->>'code' = ${connectionDead}
        AND state->'waitingFor'->>'connection' = ${wire} LIMIT ${atMost}) AS waiting`.execute(scope);
  return rows[0]?.count ?? 0;
}

/** What has failed up to now is decided about. */
export async function noteDeadRunsAnswered(
  scope: AccountScope,
  { accountId, id }: DeadConnection,
  at: Date,
): Promise<void> {
  await scope
    .updateTable("connection")
    .set({ answered_at: at })
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .execute();
}

/** Up to when it was decided; null: never yet. */
export async function readDeadRunsAnswered(
  scope: AccountScope,
  { accountId, id }: DeadConnection,
): Promise<Date | null> {
  const row = await scope
    .selectFrom("connection")
    .select("answered_at")
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.answered_at ?? null;
}
