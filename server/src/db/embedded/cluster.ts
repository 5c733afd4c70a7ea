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
  const newPassword = randomBytes(24).toString("base64url");
  await initialise(deps, newPassword, options.durable, () => writeFile(file, `${newPassword}\n`, { mode: 0o600 }));
  return newPassword;
}

async function clusterVersion(cluster: string): Promise<string | undefined> {
  const exists = await access(cluster).then(
    () => true,
    () => false,
  );
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
  const draft = `${location.cluster}-draft`;
  const initialPassword = join(location.base, "initial-password");
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
