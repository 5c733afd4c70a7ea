import { join, resolve } from "node:path";
import type { Log } from "../../base/log.ts";
import { ensureDatabase } from "../database-store.ts";
import { prepareBinaries } from "./binaries.ts";
import { clusterUrl, prepareCluster, throughSocket } from "./cluster.ts";
import { lockDataFolder } from "./data-lock.ts";
import { stopLeftover } from "./leftover.ts";
import { prepareLocation } from "./location.ts";
import { LogFile } from "./log-file.ts";
import { type Postmaster, startPostmaster } from "./postmaster.ts";

export interface EmbeddedPostgres {
  /** postgres:// with the password: never to be logged. */
  readonly url: string;
  /** The cluster's folder. */
  readonly location: string;
  /** Resolves, with the reason, when the server ends without `stop()`; never otherwise. */
  readonly died: Promise<string>;
  /** Fast shutdown, then the data folder's lock is let go. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that belongs to a data folder, making it first if need be.
 * `durable: false` is for tests alone: nothing is forced to disk.
 * @throws StartError with one line for the person, when the folder is in use or PostgreSQL cannot run here.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: Log;
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const lock = await lockDataFolder(dataDir);
  try {
    const { postmaster, url, location } = await startServer(dataDir, options.log, options.durable ?? true);
    let stopping: Promise<void> | undefined;
    return {
      url,
      location,
      died: postmaster.ended.then((reason) => (stopping === undefined ? reason : new Promise<string>(() => {}))),
      stop: () => (stopping ??= postmaster.stop().finally(() => lock.release())),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startServer(
  dataDir: string,
  log: Log,
  durable: boolean,
): Promise<{ postmaster: Postmaster; url: string; location: string }> {
  const location = await prepareLocation(dataDir);
  const binaries = await prepareBinaries(location);
  await stopLeftover(location.cluster, log);
  const password = await prepareCluster({ location, binaries, log }, { durable });
  const logFile = new LogFile(join(dataDir, "postgres.log"));
  const postmaster = await startPostmaster({ location, binaries, logFile, log }, { durable }).catch(
    (error: unknown) => {
      logFile.close();
      throw error;
    },
  );
  void postmaster.ended.then(() => logFile.close());
  const url = clusterUrl(password, postmaster.port);
  await ensureDatabase(url).catch(async (error: unknown) => {
    await postmaster.stop();
    throw error;
  });
  const { socketFolder } = postmaster;
  return {
    postmaster,
    url: socketFolder === null ? url : throughSocket(url, socketFolder),
    location: location.cluster,
  };
}
