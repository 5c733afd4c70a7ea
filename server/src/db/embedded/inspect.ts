import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { clusterUrl, findLostCluster, passwordFile } from "./cluster.ts";
import { findRunning } from "./leftover.ts";
import { locateCluster } from "./location.ts";

/** What there is of a data folder's PostgreSQL, without starting or making anything. */
export interface EmbeddedState {
  readonly location: string;
  readonly exists: boolean;
  /** What to do where there was one and is none; null else. */
  readonly lost: string | null;
  /** Set while a server runs on it. */
  readonly running: { readonly pid: number; readonly url: string } | undefined;
}

export async function inspectEmbeddedPostgres(dataDir: string): Promise<EmbeddedState> {
  const location = await locateCluster(dataDir);
  const exists = await access(join(location, "PG_VERSION")).then(
    () => true,
    () => false,
  );
  const lost = await findLostCluster({ dataDir, cluster: location });
  const server = await findRunning(location);
  if (server === undefined) {
    return { location, exists, lost, running: undefined };
  }
  const password = (await readFile(passwordFile(dataDir), "utf8")).trim();
  return { location, exists, lost, running: { pid: server.pid, url: clusterUrl(password, server.port) } };
}
