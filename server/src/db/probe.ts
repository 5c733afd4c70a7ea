import { randomInt } from "node:crypto";
import { Client } from "pg";
import { databaseExample } from "../base/database-example.ts";
import { StartError } from "../base/start-error.ts";
import { beginTransaction, readBackend, readServerVersion, tryProbeLock } from "./probe-store.ts";

const oldestVersion = 150_000;
const connectTimeoutMs = 10_000;

/**
 * Is this a PostgreSQL that Velodrome can stand on? The engine's safety rests on session advisory locks, and servers
 * that only speak PostgreSQL's protocol (and poolers) may grant one lock to two sessions: so it is tried.
 *
 * @param options.url the database; @param options.directUrl where session locks are taken
 * @returns the server's version, as it says it
 * @throws StartError with one line without any password
 */
export async function probeDatabase(options: { url: string; directUrl: string }): Promise<string> {
  const direct = options.directUrl === options.url ? "DATABASE_URL" : "DATABASE_DIRECT_URL";
  const version = await withProbe("DATABASE_URL", options.url, readServerVersion);
  if (version.number < oldestVersion) {
    throw unusable("DATABASE_URL", `the server is PostgreSQL ${version.text}, and 15 or newer is needed.`);
  }
  await withTwo("DATABASE_URL", options.url, async (first, second) => {
    if (!(await haveSessions(first, second))) throw unusable("DATABASE_URL", byTransaction);
  });
  await withTwo(direct, options.directUrl, async (first, second) => {
    if (!(await haveLocks(first, second)) || !(await haveSessions(first, second))) throw unusable(direct, withoutLocks);
  });
  return version.text;
}

function withTwo<T>(variable: string, url: string, use: (one: Client, other: Client) => Promise<T>): Promise<T> {
  return withProbe(variable, url, (one) => withProbe(variable, url, (other) => use(one, other)));
}

const byTransaction =
  "a pooler in between hands out connections by transaction, and Velodrome needs sessions: set its pool mode to session, or name PostgreSQL itself.";
const withoutLocks =
  "this server does not keep session advisory locks (a pooler in between?): set DATABASE_DIRECT_URL to PostgreSQL itself.";

/**
 * Whose rows a session may see is a setting of the session, so it must be one and the same server process from its first
 * transaction to its last. A pooler that hands out processes by transaction gives both of us the same one, or each now this
 * one and now that, at the latest when one is kept from it.
 */
async function haveSessions(first: Client, second: Client): Promise<boolean> {
  const mine = await readBackend(first);
  const other = await readBackend(second);
  if (mine === other || other !== (await readBackend(second))) return false;
  await beginTransaction(second);
  return mine === (await readBackend(first));
}

async function haveLocks(first: Client, second: Client): Promise<boolean> {
  const nonce = randomInt(2 ** 47);
  return (await tryProbeLock(first, nonce)) && !(await tryProbeLock(second, nonce));
}

async function withProbe<T>(variable: string, url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
  try {
    await client.connect();
  } catch (cause) {
    throw unusable(variable, `${placeOf(url)} ${reasonOf(cause)}`, cause);
  }
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function unusable(variable: string, problem: string, cause?: unknown): StartError {
  return new StartError(`${variable}: ${problem} (for example ${variable}=${databaseExample})`, { cause });
}

function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `the database ${decodeURIComponent(pathname.slice(1))} at ${hostname || "localhost"}:${port || 5432}`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refuses connections: is PostgreSQL running there?",
  ENOTFOUND: "has a host name that nobody knows.",
  EHOSTUNREACH: "cannot be reached.",
  ETIMEDOUT: "does not answer.",
  "28P01": "refuses this user and password.",
  "28000": "refuses this user.",
  "3D000": "does not exist: create it first.",
  "53300": "has no connection left for us: raise max_connections.",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  return reasons[code] ?? `cannot be used (${message || code}).`;
}
