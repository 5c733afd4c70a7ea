import { Client } from "pg";
import type { Log } from "../base/log.ts";
import { StartError } from "../base/start-error.ts";
import { withClient } from "./database-store.ts";
import { type MigrationFile, migrationsFolder, readMigrations } from "./migration-file.ts";
import {
  type AppliedMigration,
  applyMigration,
  ensureMigrationTable,
  liftTimeouts,
  readAppliedMigrations,
  tryMigrationLock,
  waitForMigrationLock,
} from "./migration-store.ts";

/**
 * Brings the database to this build's schema: forward only, one transaction a file, in order of name. Several
 * processes may start at once: the first one migrates, the others wait and find nothing left to do.
 *
 * Our own runner, because node-pg-migrate keeps no checksums, and answers a database that a newer version has migrated
 * with a complaint about order; wrapping it would have been longer than this.
 *
 * @param options.url an address that reaches PostgreSQL itself: behind a pooler the lock would mean nothing
 * @throws StartError when a newer version ran here, a migration was changed after it ran, or one fails
 */
export async function migrate(options: { url: string; log: Log; folder?: string }): Promise<MigrationFile[]> {
  const files = await readMigrations(options.folder ?? migrationsFolder);
  return withClient(options.url, async (client) => {
    await liftTimeouts(client);
    if (!(await tryMigrationLock(client))) {
      options.log.info("another process is migrating the database: waiting for it");
      await waitForMigrationLock(client);
    }
    await ensureMigrationTable(client);
    const pending = findPending(files, await readAppliedMigrations(client));
    for (const file of pending) {
      options.log.info({ migration: file.name, breaking: file.breaking }, "migrating the database");
      await apply(client, file);
    }
    return pending;
  });
}

/** What `migrate` would run, without running it. @throws StartError as `migrate` does */
export async function listPendingMigrations(options: { url: string; folder?: string }): Promise<MigrationFile[]> {
  const files = await readMigrations(options.folder ?? migrationsFolder);
  return withClient(options.url, async (client) => findPending(files, await readAppliedMigrations(client)));
}

async function apply(client: Client, file: MigrationFile): Promise<void> {
  try {
    await applyMigration(client, file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`The migration ${file.name} failed and was rolled back: ${reason}`, { cause });
  }
}

/** The rules of what may run on what. */
function findPending(files: readonly MigrationFile[], applied: readonly AppliedMigration[]): MigrationFile[] {
  const known = new Map(files.map((file) => [file.name, file]));
  for (const { name, checksum } of applied) {
    const file = known.get(name);
    if (file === undefined) {
      throw new StartError(
        `The database has the migration ${name}, which this version does not know: a newer Velodrome ran here, so start that one.`,
      );
    }
    if (file.checksum !== checksum) {
      throw new StartError(
        `The migration ${name} is not the one that ran on this database: restore its file (migrations never change once they have run).`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
}
