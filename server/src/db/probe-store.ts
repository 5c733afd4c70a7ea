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
