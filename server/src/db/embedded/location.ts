import { createHash } from "node:crypto";
import { chmod, chown, mkdir, realpath, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { StartError } from "../../base/start-error.ts";
import { findServerUser, type ServerUser } from "./server-user.ts";

/** Folders as root: the user that PostgreSQL runs as can enter no private folder, a checkout in /root for one. */
const systemFolder = "/var/lib/velodrome";

/** Where one data folder's PostgreSQL lives, and as whom it runs. */
export interface Location {
  readonly dataDir: string;
  /** The folder that holds `cluster`; owned by the user PostgreSQL runs as. */
  readonly base: string;
  readonly cluster: string;
  /** Where a runnable copy of the binaries may be put, one sub-folder per package version. */
  readonly binaries: string;
  /** Set only when we are root. */
  readonly user: ServerUser | undefined;
}

/** Creates the folders that are missing. */
export async function prepareLocation(dataDir: string): Promise<Location> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const user = await findServerUser();
  const { base, binaries } = await clusterFolders(dataDir, user !== undefined);
  if (user !== undefined) {
    await prepareSystemFolders(base, dataDir, user);
  } else {
    await mkdir(base, { recursive: true, mode: 0o700 });
  }
  return { dataDir, base, cluster: join(base, "cluster"), binaries, user };
}

/** Where the cluster lies (or will lie), without making anything. */
export async function locateCluster(dataDir: string): Promise<string> {
  const { base } = await clusterFolders(dataDir, process.getuid?.() === 0);
  return join(base, "cluster");
}

async function clusterFolders(dataDir: string, asRoot: boolean): Promise<{ base: string; binaries: string }> {
  if (!asRoot) {
    return { base: join(resolve(dataDir), "postgres"), binaries: join(resolve(dataDir), "native") };
  }
  // The real path, so that a folder reached through a link is the same folder.
  const path = await realpath(dataDir).catch(() => resolve(dataDir));
  const name = createHash("sha256").update(path).digest("hex").slice(0, 16);
  return { base: join(systemFolder, name), binaries: join(systemFolder, "native") };
}

async function prepareSystemFolders(base: string, dataDir: string, user: ServerUser): Promise<void> {
  try {
    // chmod as well: mkdir's mode is cut by the umask, and that user must be able to pass through.
    await mkdir(systemFolder, { recursive: true });
    await chmod(systemFolder, 0o755);
    await mkdir(base, { recursive: true });
    await chmod(base, 0o700);
    await writeFile(join(base, "belongs-to"), `${await realpath(dataDir)}\n`);
    await chown(base, user.uid, user.gid);
  } catch (cause) {
    throw new StartError(
      `${systemFolder} cannot be used (${cause instanceof Error ? cause.message : String(cause)}): start as another user than root, or set DATABASE_URL.`,
      { cause },
    );
  }
}
