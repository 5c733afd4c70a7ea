import type { Pool } from "pg";

/** Runs that a person cancelled while a step was in hand, and whose step is over: they end now. One of them, or all. */
export async function endCancelled(
  pool: Pool,
  which: { shards: readonly number[]; runId: string | null },
): Promise<void> {
  await pool.query({
    text: `WITH gone AS (
        DELETE FROM run_live
        WHERE status = 'held' AND wish = 'cancel' AND attempt IS NULL AND shard = ANY ($1::smallint[]) AND ($2::uuid IS NULL OR id = $2)
        RETURNING *
      )
      INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, status, created_at, started_at, finished_at)
      SELECT account_id, id, cycle_id, version, origin, event_id, trigger, retry_of, lane, 'cancelled', created_at, started_at, now() FROM gone`,
    values: [which.shards, which.runId],
  });
}

/** Notes what this worker has in hand without an intent, for whoever takes over if the process dies. */
export async function noteInHand(
  pool: Pool,
  workerId: number,
  runs: readonly { accountId: string; id: string }[],
): Promise<void> {
  await pool.query({
    name: "note-in-hand",
    text: `INSERT INTO worker (id, accounts, runs) VALUES ($1, $2, $3)
      ON CONFLICT (id) DO UPDATE SET accounts = excluded.accounts, runs = excluded.runs`,
    values: [workerId, runs.map((run) => run.accountId), runs.map((run) => run.id)],
  });
}

export async function forgetWorker(pool: Pool, workerId: number): Promise<void> {
  await pool.query("DELETE FROM worker WHERE id = $1", [workerId]);
}

/**
 * Raises `crashes` of what dead workers had in hand. Those with an intent are counted when their successor finds it;
 * these had none. A worker whose session was lost is dead to others, though its process may live: so beyond `alone` only a
 * run counts that was in hand by itself. `living`: backends of the lock sessions that exist.
 */
export async function countCrashes(pool: Pool, living: readonly number[], alone: number): Promise<void> {
  await pool.query({
    text: `WITH dead AS (DELETE FROM worker WHERE id <> ALL ($1::int[]) RETURNING accounts, runs),
        hand AS (SELECT h.account_id, h.id, cardinality(dead.runs) = 1 AS alone FROM dead, unnest(dead.accounts, dead.runs) AS h(account_id, id))
      UPDATE run_live r SET crashes = CASE WHEN hand.alone OR r.crashes < $2 THEN r.crashes + 1 ELSE r.crashes END,
        revision = r.revision + 1
      FROM hand WHERE r.account_id = hand.account_id AND r.id = hand.id AND r.attempt IS NULL`,
    values: [living, alone],
  });
}
