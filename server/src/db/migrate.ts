import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "pg";
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
import { endAbsence, lockPresence, readPresent, tryAbsence } from "./presence-store.ts";

/** How long those who run may take to stop, when a migration cannot be made beside them; how often it is looked, in ms. */
export interface Patience {
  readonly forMs: number;
  readonly lookMs: number;
}

/** An orchestrator that replaces processes stops the old ones within this, or not before the new one is up. */
const patience: Patience = { forMs: 30_000, lookMs: 500 };

/**
 * Brings the database to this build's schema: forward only, one transaction a file, in order of name. Several
 * processes may start at once: the first one migrates, the others wait and find nothing left to do.
 *
 * Our own runner, because node-pg-migrate keeps no checksums, and answers a database that a newer version has migrated
 * with a complaint about order; wrapping it would have been longer than this.
 *
 * Processes of the release before may go on beside the migrations that they can live with. A breaking one waits until all
 * of them have ended, and gives up with their names when they do not.
 *
 * @param options.url an address that reaches PostgreSQL itself: behind a pooler the lock would mean nothing
 * @throws StartError when a newer version ran here, a migration was changed after it ran, or one fails
 */
export async function migrate(options: {
  url: string;
  log: Log;
  folder?: string;
  patience?: Patience;
}): Promise<MigrationFile[]> {
  const files = await readMigrations(options.folder ?? migrationsFolder);
  return withClient(options.url, async (client) => {
    await liftTimeouts(client);
    if (!(await tryMigrationLock(client))) {
      options.log.info("another process is migrating the database: waiting for it");
      await waitForMigrationLock(client);
    }
    await ensureMigrationTable(client);
    const applied = await readAppliedMigrations(client);
    const pending = findPending(files, applied);
    const breaking = pending.find((file) => file.breaking);
    if (breaking && applied.length > 0) await waitForAbsence(client, breaking, options);
    for (const file of pending) {
      options.log.info({ migration: file.name, breaking: file.breaking }, "migrating the database");
      await apply(client, file);
    }
    if (breaking) await endAbsence(client);
    return pending;
  });
}

/** Resolves when no process of ours works on the database, and keeps new ones waiting. */
async function waitForAbsence(
  client: Client,
  { name }: MigrationFile,
  { log, patience: { forMs, lookMs } = patience }: { log: Log; patience?: Patience },
): Promise<void> {
  for (let waitedMs = 0; !(await tryAbsence(client)); waitedMs += lookMs) {
    const present = await readPresent(client);
    if (waitedMs >= forMs) {
      throw new StartError(
        `The migration ${name} cannot be made while an older Velodrome runs on this database, and it does: ${present.join(", ")}. Stop these processes, then start this one again.`,
      );
    }
    if (waitedMs === 0) log.warn({ migration: name, present }, "waiting for the older processes to stop");
    await pause(lookMs);
  }
}

/**
 * Announces a process of ours for as long as the session lasts.
 * @param options.outdated told of the error as well
 * @throws StartError when a newer version ran here that this one cannot work beside
 */
export async function announcePresence(
  client: Client,
  options: { folder?: string; outdated?(reason: StartError): void } = {},
): Promise<void> {
  await lockPresence(client);
  try {
    findPending(await readMigrations(options.folder ?? migrationsFolder), await readAppliedMigrations(client));
  } catch (error) {
    if (error instanceof StartError) options.outdated?.(error);
    throw error;
  }
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
  for (const { name, checksum, breaking } of applied) {
    const file = known.get(name);
    if (file === undefined && breaking) {
      throw new StartError(
        `The database has the migration ${name}, which this version does not know and cannot work with: a newer Velodrome ran here, so start that one.`,
      );
    }
    if (file !== undefined && file.checksum !== checksum) {
      throw new StartError(
        `The migration ${name} is not the one that ran on this database: restore its file (migrations never change once they have run).`,
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
}
