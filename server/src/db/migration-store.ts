import type { Client } from "pg";

export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly breaking: boolean;
}

const lockKey = "hashtextextended('velodrome migrations', 0)";

/** A lock of the session, so that it lasts over the transactions of all migrations. */
export async function tryMigrationLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${lockKey}) AS locked`);
  return rows[0]?.locked === true;
}

export async function waitForMigrationLock(client: Client): Promise<void> {
  await client.query(`SELECT pg_advisory_lock(${lockKey})`);
}

/** A long migration is not to be cut off by a time-out that the database's owner set for queries. */
export async function liftTimeouts(client: Client): Promise<void> {
  await client.query("SET statement_timeout = 0; SET lock_timeout = 0; SET client_min_messages = warning");
}

export async function ensureMigrationTable(client: Client): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, applied_at timestamptz(3) NOT NULL DEFAULT now(), checksum text NOT NULL);
     ALTER TABLE migration ADD COLUMN IF NOT EXISTS breaking boolean NOT NULL DEFAULT true`,
  );
}

/** Empty when no migration ever ran here. */
export async function readAppliedMigrations(client: Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<{ found: boolean }>("SELECT to_regclass('migration') IS NOT NULL AS found");
  if (rows[0]?.found !== true) {
    return [];
  }
  // The column is younger than the table: who only looks must not stumble over one that lacks it.
  const applied = await client.query<AppliedMigration>(
    `SELECT name, checksum, coalesce((to_jsonb(migration) ->> 'breaking')::boolean, true) AS breaking
     FROM migration ORDER BY name`,
  );
  return applied.rows;
}

/** The file's statements and the note that they ran: both or neither. */
export async function applyMigration(
  client: Client,
  migration: AppliedMigration & { readonly sql: string },
): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query("INSERT INTO migration (name, checksum, breaking) VALUES ($1, $2, $3)", [
      ...[migration.name, migration.checksum, migration.breaking],
    ]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
