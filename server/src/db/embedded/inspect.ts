import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { clusterUrl, passwordFile } from "./cluster.ts";
import { findRunning } from "./leftover.ts";
import { locateCluster } from "./location.ts";

/** What there is of a data folder's PostgreSQL, without starting or making anything. */
export interface EmbeddedState {
  readonly location: string;
  readonly exists: boolean;
  /** Set while a server runs on it. */
  readonly running: { readonly pid: number; readonly url: string } | undefined;
}

export async function inspectEmbeddedPostgres(dataDir: string): Promise<EmbeddedState> {
  const location = await locateCluster(dataDir);
  const exists = await access(join(location, "PG_VERSION")).then(
    () => true,
    () => false,
  );
  const server = await findRunning(location);
  if (server === undefined) {
    return { location, exists, running: undefined };
  }
  const password = (await readFile(passwordFile(dataDir), "utf8")).trim();
  return { location, exists, running: { pid: server.pid, url: clusterUrl(password, server.port) } };
}
