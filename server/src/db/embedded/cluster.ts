import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chown, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Log } from "../../base/log.ts";
import { StartError } from "../../base/start-error.ts";
import type { Binaries } from "./binaries.ts";
import type { Location } from "./location.ts";
import { spawnOptions } from "./spawn-options.ts";

const run = promisify(execFile);

const databaseUser = "velodrome";
/** The database inside the cluster. */
const databaseName = "velodrome";
const major = "18";

export function passwordFile(dataDir: string): string {
  return join(dataDir, "postgres-password");
}

/** Holds the password: never to be logged. */
export function clusterUrl(password: string, port: number): string {
  return `postgres://${databaseUser}:${password}@127.0.0.1:${port}/${databaseName}`;
}

/** The same server's address through its socket. */
export const throughSocket = (url: string, socketFolder: string): string =>
  `${url}?host=${encodeURIComponent(socketFolder)}`;

/**
 * Makes the cluster if there is none, and answers its password.
 *
 * A cluster whose data folder has no password belongs to a data folder that was deleted (as root the two lie apart, so
 * deleting `.velodrome` leaves the cluster): it is set aside, the last such one being kept, and a new one is made.
 */
export async function prepareCluster(
  deps: { location: Location; binaries: Binaries; log: Log },
  options: { durable: boolean },
): Promise<string> {
  const { location, log } = deps;
  const file = passwordFile(location.dataDir);
  const password = (await readFile(file, "utf8").catch(() => "")).trim();
  const version = await clusterVersion(location.cluster);
  if (version !== undefined && password !== "") {
    refuseOtherVersion(version, location.cluster);
    return password;
  }
  if (version !== undefined) {
    await setAside(location, log);
  }
  const lost = await findLostCluster(location);
  if (lost !== null) throw new StartError(lost);
  const newPassword = randomBytes(24).toString("base64url");
  await initialise(deps, newPassword, options.durable, () => writeFile(file, `${newPassword}\n`, { mode: 0o600 }));
  return newPassword;
}

/**
 * What to do about a data folder that has had a cluster, as its password says, where there is none now: another one in
 * its place would take the password away from the one that is elsewhere. Null where nothing is lost; a first start that
 * was killed halfway has left a draft beside its place.
 */
export async function findLostCluster({ dataDir, cluster }: LostPlace): Promise<string | null> {
  const file = passwordFile(dataDir);
  const isLost = (await isThere(file)) && !(await isThere(cluster)) && !(await isThere(draftOf(cluster)));
  if (!isLost) return null;
  const within = join(dataDir, "postgres", "cluster");
  const wayBack =
    cluster === within
      ? "Restore it from where this data folder comes from"
      : (await isThere(within))
        ? `It is in ${within}: another user than root made it, so start as that user`
        : "As root it lies apart, under a name made from the data folder's path. Move the data folder back to where it was, or move that database to this place";
  return `The database of the data folder ${dataDir} is not in ${cluster}. ${wayBack}; to begin with an empty one, delete ${file}.`;
}

type LostPlace = Pick<Location, "dataDir" | "cluster">;

const draftOf = (cluster: string): string => `${cluster}-draft`;

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function clusterVersion(cluster: string): Promise<string | undefined> {
  const exists = await isThere(cluster);
  return exists ? (await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => "")).trim() : undefined;
}

function refuseOtherVersion(version: string, cluster: string): void {
  if (version !== major) {
    throw new StartError(
      `The database in ${cluster} was made by PostgreSQL ${version || "of an unknown version"}, this Velodrome brings ${major}: start the Velodrome that made it, or move its data by pg_dump.`,
    );
  }
}

async function setAside(location: Location, log: Log): Promise<void> {
  const aside = `${location.cluster}-set-aside`;
  await rm(aside, { recursive: true, force: true });
  await rename(location.cluster, aside);
  log.warn({ aside }, "the data folder is new, but a database of its path was there: it has been set aside");
}

/** Made beside its place and renamed, so that a killed first start leaves nothing half-made. */
async function initialise(
  { location, binaries }: { location: Location; binaries: Binaries },
  password: string,
  durable: boolean,
  keepPassword: () => Promise<void>,
): Promise<void> {
  const draft = draftOf(location.cluster);
  const initialPassword = join(location.base, "initial-password");
  // Before the draft: without one it would speak of a database that is lost.
  await rm(passwordFile(location.dataDir), { force: true });
  await rm(draft, { recursive: true, force: true });
  await writeFile(initialPassword, `${password}\n`, { mode: 0o600 });
  try {
    if (location.user !== undefined) {
      await chown(initialPassword, location.user.uid, location.user.gid);
    }
    await run(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${databaseUser}`,
        `--pwfile=${initialPassword}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(durable ? [] : ["--no-sync"]),
      ],
      spawnOptions(location),
    );
    await keepPassword();
    await rename(draft, location.cluster);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw new StartError(
      `PostgreSQL could not make its database in ${location.cluster} (${complaintOf(cause)}): free the cause, or set DATABASE_URL.`,
      { cause },
    );
  } finally {
    await rm(initialPassword, { force: true });
  }
}

/** The line of initdb's output that says what is wrong, else what Node says of the spawn. */
function complaintOf(error: unknown): string {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const line = stderr.split("\n").find((text) => /error|fatal/i.test(text));
  return line?.trim() ?? (error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
}
