import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "../../base/make-folder.ts";
import { StartError } from "../../base/start-error.ts";

/**
 * One process per data folder.
 *
 * The lock is the operating system's own: SQLite's exclusive lock on `<data>/lock` (fcntl, or LockFileEx on Windows).
 * The kernel drops it the moment its process dies, `kill -9` included, and no other process can be taken for the holder.
 * A pid in a file cannot promise that (pids are reused, and two containers that share the folder count separately);
 * Node itself has no file lock. `<data>/lock.pid` only names the holder for people.
 */
export interface DataLock {
  release(): Promise<void>;
}

export async function lockDataFolder(dataDir: string): Promise<DataLock> {
  await makeFolder(dataDir, 0o700).catch((cause: unknown) => {
    throw new StartError(
      `The data folder ${dataDir} cannot be made (${reasonOf(cause)}): set VELODROME_DATA to a folder you may write, for example VELODROME_DATA=./.velodrome`,
      { cause },
    );
  });
  const database = openLock(dataDir);
  try {
    database.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    if (isBusy(cause)) {
      throw new StartError(await describeHolder(dataDir), { cause });
    }
    throw new StartError(`The data folder ${dataDir} cannot be locked (${reasonOf(cause)}).`, { cause });
  }
  await writeFile(pidFile(dataDir), `${process.pid}\n`);
  return {
    release: async () => {
      await rm(pidFile(dataDir), { force: true });
      database.close();
    },
  };
}

function openLock(dataDir: string): DatabaseSync {
  try {
    return new DatabaseSync(join(dataDir, "lock"));
  } catch (cause) {
    throw new StartError(
      `The data folder ${dataDir} cannot be used (${reasonOf(cause)}): does another user own it? Set VELODROME_DATA to one of your own, for example VELODROME_DATA=./.velodrome`,
      { cause },
    );
  }
}

async function describeHolder(dataDir: string): Promise<string> {
  const pid = (await readFile(pidFile(dataDir), "utf8").catch(() => "")).trim();
  const holder = pid === "" ? "another process" : `process ${pid}`;
  return `The data folder ${dataDir} is in use by ${holder}: stop it first, or set VELODROME_DATA to another folder.`;
}

function pidFile(dataDir: string): string {
  return join(dataDir, "lock.pid");
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
