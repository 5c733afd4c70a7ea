import type { Client } from "pg";

/** Two numbers, so that `pg_locks` tells it apart from locks of one big number. */
const presenceClass = 0x56_45_4c_50;

/**
 * Says that a process of ours works on this database, for as long as the session lasts, and waits while a breaking
 * migration runs. A host that is lost does not stay present for hours.
 */
export async function lockPresence(client: Client): Promise<void> {
  await client.query(
    `SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4; SET tcp_user_timeout = 30000`,
  );
  await client.query("SELECT pg_advisory_lock_shared($1, 0)", [presenceClass]);
}

/** Whether nobody is present; then nobody gets to be before the session ends or `endAbsence`. */
export async function tryAbsence(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1, 0) AS locked", [
    presenceClass,
  ]);
  return rows[0]?.locked === true;
}

export async function endAbsence(client: Client): Promise<void> {
  await client.query("SELECT pg_advisory_unlock($1, 0)", [presenceClass]);
}

/** Who is present: what each process calls itself, and the address it comes from. */
export async function readPresent(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ who: string }>(
    `SELECT concat(a.application_name, ' from ', coalesce(host(a.client_addr), 'this machine')) AS who
     FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objsubid = 2 AND l.mode = 'ShareLock'
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY 1`,
    [presenceClass],
  );
  return rows.map(({ who }) => who);
}
