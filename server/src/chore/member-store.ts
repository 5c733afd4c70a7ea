import type { Client } from "pg";

/** The class of advisory locks that say which members of the queue live; those of the runs' workers are another. */
const memberClass = 0x56_45_4c_43;

/** Holds a member's name for as long as this session lives. Shared, so that two names of one hash do not wait for each other. */
export async function holdName(client: Client, name: string): Promise<void> {
  await client.query(
    "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 20000",
  );
  await client.query("SELECT pg_advisory_lock_shared($1, hashtext($2))", [memberClass, name]);
}

/** Names that jobs are locked by and no living session holds. A name is held before it locks its first job. */
export async function readGoneNames(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT locked_by AS name FROM graphile_worker.jobs
     WHERE locked_by IS NOT NULL AND hashtext(locked_by) NOT IN (
       SELECT objid::int FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = $1
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
     ORDER BY name`,
    [memberClass],
  );
  return rows.map((row) => row.name);
}
