import type { Pool, PoolClient } from "pg";
import type { Limit } from "./limit-store.ts";
import { memberBackends } from "./shard-store.ts";
import { type Claimant, settle } from "./share-out.ts";

/** What a worker has and wants of a subject's places. */
export interface PlaceWish extends Limit {
  executing: number;
  wanted: number;
}

const placeClass = 0x56_45_4c_50;

/**
 * Tells what this worker executes and wants, and answers how many it may execute of each subject. One worker after another
 * for each subject, so that all of them together never have more than there are.
 */
export async function settlePlaces(
  pool: Pool,
  worker: number,
  wishes: readonly PlaceWish[],
): Promise<Map<string, number>> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const allowed = await settleLocked(client, worker, wishes);
    await client.query("COMMIT");
    client.release();
    return allowed;
  } catch (error) {
    // Whatever state it is in, nobody gets this session any more.
    client.release(true);
    throw error;
  }
}

async function settleLocked(client: PoolClient, worker: number, wishes: readonly PlaceWish[]) {
  const subjects = wishes.map(({ subject }) => subject).toSorted();
  await client.query("SELECT pg_advisory_xact_lock($1, hashtext(s)) FROM unnest($2::text[]) AS s", [
    placeClass,
    subjects,
  ]);
  // Read only now: whoever had the lock before us has written.
  const { rows } = await client.query<Claimant & { subject: string }>(
    `SELECT subject, worker, granted, wanted,
       (extract(epoch FROM clock_timestamp() - served_at) * 1000)::float8 AS "servedMs"
     FROM run_place WHERE subject = ANY ($1::uuid[]) AND (worker = $2 OR worker IN (${memberBackends}))`,
    [subjects, worker],
  );
  const settled = wishes.map(({ accountId, subject, limit, executing, wanted }) => {
    const all = rows.filter((row) => row.subject === subject);
    const mine = all.find((row) => row.worker === worker) ?? { granted: 0, servedMs: null };
    const others = all.filter((row) => row.worker !== worker);
    const me = { worker, wanted, executing, granted: mine.granted, servedMs: mine.servedMs };
    return { accountId, subject, wanted, ...settle(me, limit, others) };
  });
  await client.query(
    `WITH gone AS (
       DELETE FROM run_place
       WHERE worker = $1 AND subject <> ALL ($3::uuid[])
         OR subject = ANY ($3::uuid[]) AND worker <> $1 AND worker NOT IN (${memberBackends})
     )
     INSERT INTO run_place (account_id, subject, worker, granted, wanted, served_at)
     SELECT account_id, subject, $1, granted, wanted, CASE WHEN granted > 0 THEN clock_timestamp() END
     FROM unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[]) AS s(account_id, subject, granted, wanted)
     ON CONFLICT (subject, worker) DO UPDATE SET granted = excluded.granted, wanted = excluded.wanted,
       served_at = CASE WHEN excluded.granted > 0 AND run_place.granted = 0 THEN clock_timestamp() ELSE run_place.served_at END`,
    [
      worker,
      settled.map((each) => each.accountId),
      settled.map((each) => each.subject),
      settled.map((each) => each.granted),
      settled.map((each) => each.wanted),
    ],
  );
  return new Map(settled.map((each) => [each.subject, each.allowed]));
}

/** What stands under this worker's name from another life. */
export async function forgetPlaces(pool: Pool, worker: number): Promise<void> {
  await pool.query("DELETE FROM run_place WHERE worker = $1", [worker]);
}
