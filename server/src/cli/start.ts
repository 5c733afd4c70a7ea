import { join } from "node:path";
import { createLog, type Log } from "../base/log.ts";
import { StartError } from "../base/start-error.ts";
import type { Config } from "../config.ts";
import { type Keys, watchKeyFile } from "../db/embedded/key-file.ts";
import { migrate } from "../db/migrate.ts";
import { probeDatabase } from "../db/probe.ts";
import { bannerText } from "./banner.ts";
import { buildConsole } from "./console-build.ts";
import { installationFolder } from "./installation.ts";
import { assertPortFree, explainListenError, type ListenPlace } from "./listen-port.ts";
import { type OpenDatabase, openDatabase, readEncryptionKeys } from "./open-database.ts";
import { startSandbox } from "./sandbox-process.ts";
import { Shutdown, StopRequested } from "./shutdown.ts";
import { readVersion } from "./version.ts";

export interface AppDeps {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly directUrl: string;
  /** What the embedded database needs disk for; none with another. */
  readonly databaseFolders: readonly string[];
  /** As they are at the moment: with those of a data folder, a rotation is seen while running. */
  readonly encryptionKeys: () => Keys;
  readonly log: Log;
  /** Null for a worker, which serves no console. */
  readonly consoleDir: string | null;
  /** Where the sandbox will listen; null without one. */
  readonly sandboxUrl: string | null;
  /** To be called when a newer release has changed the database so that this one cannot go on. */
  readonly outdated: (reason: StartError) => void;
}

/** What the start needs of the application, so that it can be tried with another one. */
export interface App {
  /** Null for a worker that listens nowhere. */
  listen(): Promise<{ url: string | null }>;
  /** Takes nothing new and finishes what is in hand. */
  close(): Promise<void>;
  readonly signInUrl: string | null;
  /** What the sandbox must hold for the demo, in its SANDBOX_SEED form. */
  readonly sandboxSeed?: string | null;
}

export type CreateApp = (deps: AppDeps) => Promise<App>;

/** A sandbox looks once a second whether its parent lives. */
const leftSandboxMs = 4_000;
/** Calls in hand get 10 s to end, and what came of them is written then. */
const appStopMs = 14_000;
const sandboxStopMs = 6_000;
const databaseStopMs = 20_000;

/** Runs until a signal, and answers the exit code. @throws StartError when it cannot be started */
export async function start(config: Config, createApp: CreateApp): Promise<number> {
  const log = createLog({ level: config.logLevel, pretty: process.stdout.isTTY });
  const shutdown = new Shutdown(log);
  shutdown.listenForSignals();
  const outdated = Promise.withResolvers<StartError>();
  let database: OpenDatabase;
  try {
    database = await bringUp(config, createApp, { shutdown, log, outdated: outdated.resolve });
  } catch (error) {
    await shutdown.run();
    if (error instanceof StopRequested) {
      return 0;
    }
    throw error;
  }
  const reason = await Promise.race([shutdown.signalled, database.died, outdated.promise]);
  if (typeof reason === "string") {
    // Without it nothing in hand can be finished: another start recovers.
    log.fatal(`PostgreSQL ended (${reason}): its log is ${join(config.dataDir, "postgres.log")}`);
    return 1;
  }
  log.info("stopping");
  await shutdown.run();
  if (reason instanceof StartError) {
    throw reason;
  }
  return 0;
}

async function bringUp(
  config: Config,
  createApp: CreateApp,
  { shutdown, log, outdated }: { shutdown: Shutdown; log: Log; outdated: AppDeps["outdated"] },
): Promise<OpenDatabase> {
  const { web, sandbox } = listenPlaces(config);
  const version = readVersion();
  const [database, consoleDir] = await bothOrNeither(
    openDatabase(config, log).then((opened) => {
      shutdown.add("PostgreSQL", databaseStopMs, opened.stop);
      return opened;
    }),
    checkPorts(web, sandbox).then(() =>
      config.role === "worker" ? null : buildConsole({ installation: installationFolder, log }),
    ),
  );
  shutdown.check();
  await probeDatabase(database);
  await migrate({ url: database.directUrl, log });
  const encryptionKeys = watchKeys(config, await readEncryptionKeys(config), log);
  shutdown.check();

  const sandboxUrl = sandbox === null ? null : `http://${urlHost(sandbox.host)}:${sandbox.port}`;
  const { url: databaseUrl, directUrl } = database;
  const databaseFolders = database.location === null ? [] : [database.location, config.dataDir];
  const places = { databaseUrl, directUrl, databaseFolders, consoleDir, sandboxUrl };
  const app = await createApp({ config, ...places, encryptionKeys, log, outdated });
  shutdown.add("the application", appStopMs, () => app.close());
  shutdown.check();
  const [{ url }] = await bothOrNeither(
    listen(app, web),
    sandbox === null ? null : runSandbox(config, app, sandbox, shutdown, log),
  );
  shutdown.check();
  const healthUrl = config.role === "worker" && url !== null ? `${url}/health/ready` : null;
  const consoleUrl = config.role === "worker" ? null : config.publicUrl;
  const startedInMs = performance.now();
  const facts = { version: await version, startedInMs, consoleUrl, healthUrl, signInUrl: app.signInUrl, sandboxUrl };
  process.stdout.write(bannerText(facts));
  return database;
}

function watchKeys(config: Config, keys: Keys, log: Log): () => Keys {
  if (config.encryptionKeys !== null) return () => keys;
  return watchKeyFile(config.dataDir, keys, (error) => log.error({ err: error }, "the encryption keys cannot be read"));
}

async function checkPorts(web: ListenPlace | null, sandbox: ListenPlace | null): Promise<void> {
  await Promise.all([web && assertPortFree(web), sandbox === null ? null : assertPortFree(sandbox, leftSandboxMs)]);
}

async function listen(app: App, web: ListenPlace | null): ReturnType<App["listen"]> {
  try {
    return await app.listen();
  } catch (error) {
    throw web === null ? error : explainListenError(error, web);
  }
}

async function runSandbox(config: Config, app: App, place: ListenPlace, shutdown: Shutdown, log: Log): Promise<void> {
  const sandbox = await startSandbox({
    installation: installationFolder,
    host: place.host,
    port: place.port,
    dataDir: join(config.dataDir, "sandbox"),
    seed: app.sandboxSeed ?? null,
    log: log.child({ from: "sandbox" }),
  });
  shutdown.add("the sandbox", sandboxStopMs, sandbox.stop);
}

function listenPlaces(config: Config): { web: ListenPlace | null; sandbox: ListenPlace | null } {
  const { host, port, role, workerPort } = config;
  const own = { host, port: workerPort?.port ?? port, portVariable: "VELODROME_WORKER_PORT", hostVariable: "HOST" };
  const ofWorker = workerPort?.isAsked === true ? own : null;
  const web = role === "worker" ? ofWorker : { host, port, portVariable: "PORT", hostVariable: "HOST" };
  const sandbox = config.sandbox && {
    ...config.sandbox,
    portVariable: "VELODROME_SANDBOX_PORT",
    hostVariable: "VELODROME_SANDBOX_HOST",
  };
  return { web, sandbox };
}

function urlHost(host: string): string {
  return host === "127.0.0.1" ? "localhost" : host.includes(":") ? `[${host}]` : host;
}

/**
 * Like Promise.all, but a failure waits for the other one: what that one started must be known before all is stopped.
 * When both fail, the first one's reason is told: a data folder in use explains a taken port.
 */
async function bothOrNeither<A, B>(first: Promise<A>, second: B | Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}
