import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createLog } from "../../base/log.ts";
import { StartError } from "../../base/start-error.ts";
import { lockDataFolder } from "../embedded/data-lock.ts";
import { stopLeftover } from "../embedded/leftover.ts";
import { locateCluster } from "../embedded/location.ts";
import { startEmbeddedPostgres } from "../embedded/start.ts";

const prefix = "velodrome-test-";
const log = createLog({ level: "error", pretty: true });

export interface ThrowAwayCluster {
  /** Address of the server, without a database. */
  readonly server: string;
  remove(): Promise<void>;
}

/** An embedded cluster for one test run, gone afterwards. */
export async function startThrowAwayCluster(): Promise<ThrowAwayCluster> {
  await removeAbandoned();
  const dataDir = await mkdtemp(join(tmpdir(), prefix));
  const postgres = await startEmbeddedPostgres({ dataDir, log, durable: false });
  return {
    server: postgres.url.slice(0, postgres.url.lastIndexOf("/")),
    remove: async () => {
      await postgres.stop();
      await removeEmbeddedPostgres(dataDir);
    },
  };
}

/** A test run that was killed leaves its PostgreSQL running; the next one finds its folder unlocked. */
async function removeAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    await removeIfAbandoned(join(tmpdir(), name));
  }
}

async function removeIfAbandoned(dataDir: string): Promise<void> {
  try {
    const lock = await lockDataFolder(dataDir);
    await stopLeftover(await locateCluster(dataDir), log);
    await lock.release();
    await removeEmbeddedPostgres(dataDir);
  } catch (error) {
    if (!(error instanceof StartError)) {
      throw error;
    }
    // In use, or another user's: not abandoned.
  }
}

/** Deletes a stopped cluster and its data folder: as root the two lie apart. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const cluster = await locateCluster(dataDir);
  await rm(dirname(cluster), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}
