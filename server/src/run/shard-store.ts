import type { Client } from "pg";

/** Number of shards; `run_live.shard` is 0 to 255. */
export const shardCount = 256;

// Two classes of advisory locks: one lock per shard, one per living worker.
const shardClass = 0x56_45_4c_53;
const memberClass = 0x56_45_4c_4d;

/**
 * Makes the server end the session of one that says nothing for `silenceMs`, be its host lost, its process stopped or the way
 * to it cut where somebody else still answers for it; and says which backend we are.
 */
export async function openLockSession(client: Client, silenceMs: number): Promise<number> {
  await client.query(
    `SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2;
     SET tcp_user_timeout = ${silenceMs}; SET idle_session_timeout = ${silenceMs}`,
  );
  const { rows } = await client.query<{ pid: number }>(
    "SELECT pg_backend_pid() AS pid, pg_advisory_lock($1, pg_backend_pid())",
    [memberClass],
  );
  const pid = rows[0]?.pid;
  if (pid === undefined) throw new Error("PostgreSQL did not say which backend holds the session.");
  return pid;
}

/** Tries for shards nobody holds; answers those that were got. */
export async function lockShards(client: Client, shards: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ shard: number }>(
    "SELECT shard FROM unnest($2::int[]) AS shard WHERE pg_try_advisory_lock($1, shard)",
    [shardClass, shards],
  );
  return rows.map((row) => row.shard);
}

export async function unlockShards(client: Client, shards: readonly number[]): Promise<void> {
  await client.query("SELECT pg_advisory_unlock($1, shard) FROM unnest($2::int[]) AS shard", [shardClass, shards]);
}

/** Backends of the sessions of all living workers, as a subquery. */
export const memberBackends = `SELECT objid::int FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND classid = ${memberClass}`;

/** What `pg_locks` says: who lives, and which shards this very session holds. */
export interface LockView {
  pid: number;
  members: number[];
  held: number[];
  taken: number[];
}

export async function viewLocks(client: Client): Promise<LockView> {
  const { rows } = await client.query<LockView>(
    `SELECT pg_backend_pid() AS pid,
       coalesce(array_agg(objid::int) FILTER (WHERE classid = $2), '{}') AS members,
       coalesce(array_agg(objid::int) FILTER (WHERE classid = $1 AND pid = pg_backend_pid()), '{}') AS held,
       coalesce(array_agg(objid::int) FILTER (WHERE classid = $1), '{}') AS taken
     FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND objsubid = 2
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid IN ($1, $2)`,
    [shardClass, memberClass],
  );
  const view = rows[0];
  if (!view) throw new Error("pg_locks could not be read.");
  return view;
}
