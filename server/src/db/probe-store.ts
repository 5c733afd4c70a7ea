import type { Client } from "pg";

const lockKey = "hashtextextended('velodrome probe', 0)";

export async function readServerVersion(client: Client): Promise<{ number: number; text: string }> {
  const { rows } = await client.query<{ number: number; text: string }>(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text",
  );
  const row = rows[0];
  if (row === undefined) {
    throw new Error("the server gave no version");
  }
  return row;
}

/** Only PostgreSQL itself knows the process of a session; the random number keeps several probes apart. */
export async function tryProbeLock(client: Client, nonce: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_lock(${lockKey} # $1::bigint) AS locked`,
    [nonce],
  );
  return rows[0]?.locked === true;
}

/** Which server process answers, in a transaction of its own. */
export async function readBackend(client: Client): Promise<number | undefined> {
  return (await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid;
}

/** Keeps a server process to itself: a pooler has to take another one for anybody else. */
export async function beginTransaction(client: Client): Promise<void> {
  await client.query("BEGIN; SELECT 1");
}
