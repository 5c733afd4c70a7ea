import { connectors } from "@velodrome/connectors";
import { createHttpClient, type SetupValues } from "@velodrome/kit";
import { Registry } from "prom-client";
import { createFirstSignInLink, ensureFirstAdministrator } from "./account/first-administrator.ts";
import { readAccountRow } from "./account/account-store.ts";
import { findAccount } from "./account/accounts.ts";
import { sendBySmtp } from "./account/mail.ts";
import { createPeople } from "./account/people.ts";
import { createSettings } from "./account/settings.ts";
import { createVariableCache } from "./account/variable-cache.ts";
import { systemClock } from "./base/clock.ts";
import { createWayOut } from "./base/egress.ts";
import { settleHeap } from "./base/settle-heap.ts";
import type { App, AppDeps } from "./cli/start.ts";
import { readVersion } from "./cli/version.ts";
import { listChangedConnections } from "./connection/connections.ts";
import { createCredentialsCache } from "./connection/credentials-cache.ts";
import { ensureInstallationSecret } from "./account/installation-secret.ts";
import { openInstallation } from "./account/open-installation.ts";
import { createSealer } from "./base/seal.ts";
import { createNoticeLink } from "./connection/notice-link.ts";
import { createConnectionHooks } from "./cycle/connection-hooks.ts";
import { createConnectionUsage } from "./cycle/connection-usage.ts";
import { demoSeed, ensureDemo } from "./cycle/demo.ts";
import { readSleepRules } from "./cycle/retention.ts";
import { stopAccountCycles } from "./cycle/stop-account.ts";
import { startChores } from "./chore/chores.ts";
import { countForgotten } from "./chore/forgotten.ts";
import { announcePresence } from "./db/migrate.ts";
import { watchDiskRoom } from "./db/disk-room.ts";
import { keepPartitions } from "./db/partitions.ts";
import { openSignal } from "./db/signal.ts";
import { createAudience } from "./http/audience.ts";
import { createLiveFeed } from "./http/live-feed.ts";
import { registerAutomationRoutes, registerRoutes } from "./http/routes.ts";
import { createWayFeed } from "./http/way-feed.ts";
import { createHttpServer } from "./http/server.ts";
import { createWorkerServer } from "./http/worker-server.ts";
import { createEventReader } from "./ingest/events.ts";
import { createEventReplays } from "./ingest/replay-many.ts";
import { createReceiver } from "./ingest/receiver.ts";
import { createCheckpoints } from "./run/checkpoint.ts";
import { createCycleStops } from "./run/cycle-stop.ts";
import { countDepartures } from "./run/departures.ts";
import { createRunUsage } from "./run/run-usage.ts";
import { runHooks } from "./run/run-hooks.ts";
import { createFailureReader } from "./run/failures.ts";
import { createOperations } from "./run/operations.ts";
import { createRunReader } from "./run/runs.ts";
import { createValueSealer } from "./run/sealed-values.ts";
import { createVersions } from "./run/versions.ts";
import { Schedules } from "./run/schedules.ts";
import { Worker } from "./run/worker.ts";
import { createScriptPool } from "./step/script.ts";
import { sleepFlaws } from "./step/sleep-flaws.ts";
import { expressionFlaws } from "./step/expression-flaws.ts";

/** What both roles stand on. */
async function createBase(deps: AppDeps) {
  const { log, directUrl } = deps;
  const clock = systemClock;
  let closing = false;
  const sealer = createSealer(deps.encryptionKeys);
  const { database, redactionKey, ...secrets } = await openInstallation({
    ...{ url: deps.databaseUrl, sealer },
    onError: (error) => {
      if (!closing) log.warn({ err: error }, "a database connection was lost");
    },
  });
  const partitions = await keepPartitions({
    pool: database.pool,
    clock,
    onError: (error) => log.error({ err: error }, "partitions could not be made ahead"),
  });
  const signal = await openSignal({
    pool: database.pool,
    directUrl,
    name: `velodrome ${deps.config.role} ${await readVersion()}`,
    // That session lasts as long as the process, so it says that the process is there.
    greet: (client) => announcePresence(client, { outdated: deps.outdated }),
    onError: (error) => log.warn({ err: error }, "signals have trouble"),
  });
  const settings = createSettings({
    ...{ database, clock, sealer },
    publicUrl: deps.config.publicUrl,
    sandboxUrl: deps.sandboxUrl,
  });
  const scripts = createScriptPool();
  const disk = await watchDiskRoom({ folders: deps.databaseFolders, log });
  return {
    log,
    clock,
    database,
    sealer,
    settings,
    signal,
    scripts,
    disk,
    wayOut: createWayOut(deps.config.egressAllow),
    ...secrets,
    versions: createVersions(database, log),
    valueSealer: createValueSealer(redactionKey),
    variablesOf: createVariableCache({ database, signal, clock }),
    metrics: new Registry(),
    close: async () => {
      closing = true;
      partitions.close();
      disk.close();
      await scripts.close();
      await signal.close();
      await database.close();
    },
  };
}

type Base = Awaited<ReturnType<typeof createBase>>;

/** What runs are told of their account and cycle. */
function createRules({ database, settings, variablesOf }: Base) {
  return {
    variablesOf,
    timezoneOf: async (id: string) => (await readAccountRow(database, { id }))?.timezone ?? "UTC",
    sleepDaysOf: async (run: { accountId: string; cycleId: string }) =>
      (await readSleepRules(database.engine, (await settings.general()).retention, run)).days,
  };
}

function createWorker(deps: AppDeps, base: Base): Worker {
  const { database, clock, log, signal, wayOut, versions, scripts } = base;
  const { touch } = signal;
  return new Worker({
    pool: database.pool,
    claims: database.openStream("claims", { onePlan: true }),
    directUrl: deps.directUrl,
    connectors,
    credentials: createCredentialsCache(createAutomation(base)),
    wayOut,
    versions,
    scripts,
    sealer: base.valueSealer,
    ...createRules(base),
    checkpoints: createCheckpoints(database.openStream("checkpoints", { onePlan: true, joinsByHash: true }), touch),
    cycleStops: createCycleStops({ database, clock, touch }),
    touch,
    signal,
    clock,
    chance: Math.random,
    log,
    concurrency: async () => (await base.settings.general()).concurrency,
    observe: countDepartures(base.metrics),
    hasRoom: () => base.disk.room !== "none",
  });
}

async function isReady({ disk, database }: Base): Promise<boolean> {
  disk.require();
  return (await database.pool.query("SELECT 1")).rowCount === 1;
}

/** Who may call, and what the installation is called. */
function createPlatform(deps: AppDeps, base: Base) {
  const { database, clock, log, settings } = base;
  const { publicUrl, apiKey } = deps.config;
  const people = createPeople({ database, log, settings, publicUrl, secret: base.sessionKey });
  const callers = { database, clock, settings, people, apiKey };
  return {
    ...callers,
    log,
    audience: createAudience({ ...callers, log }),
    connectors,
    sendMail: sendBySmtp,
    metrics: base.metrics,
    isReady: () => isReady(base),
    stopAccount: (accountId: string) => stopAccountCycles({ database, runs: runHooks }, accountId),
  };
}

/** What connections and cycles need. */
function createAutomation(base: Base) {
  const { database, clock, sealer, settings, verifyKey, log } = base;
  return {
    database,
    clock,
    sealer,
    verifyKey,
    connectors,
    log,
    hooks: createConnectionHooks(runHooks),
    http: (setup: SetupValues, signal?: AbortSignal) =>
      createHttpClient({ dispatcher: base.wayOut(setup), ...(signal && { signal }) }),
    touch: base.signal.touch,
    settings,
    expressionFlaws,
    sleepFlaws,
    runs: runHooks,
    publicUrl: async () => (await settings.general()).publicUrl,
    isLocal: async () => (await settings.general()).local,
    usage: createConnectionUsage(database, createRunUsage(database)),
  };
}

/** What is told of events and runs, as it happens and afterwards. */
function createHistory({ database, versions, signal, clock, log, valueSealer }: Base) {
  const { touch } = signal;
  const runs = createRunReader({ database, versions, touch, sealer: valueSealer });
  const events = createEventReader({ database, connectors, touch });
  const onError = (error: unknown) => log.warn({ err: error }, "a live stream could not be read");
  const since = (accountId: string, moment: Date, limit: number) =>
    listChangedConnections({ database, connectors, clock }, accountId, moment, limit);
  const feed = createLiveFeed({ signal, runs, events, connections: { since }, clock, onError });
  const operations = createOperations({ database, clock });
  const replays = createEventReplays({ database, connectors, clock });
  const failures = createFailureReader({ database, versions });
  const openWays = createWayFeed({ database, signal, clock, onError });
  return {
    ...{ runs, operations, failures, events, replays, feed, openWays, signal },
    findAccount: (ref: string) => findAccount(database, ref),
  };
}

async function createWeb(deps: AppDeps, base: Base, worker: Worker | null) {
  const { config } = deps;
  const platform = createPlatform(deps, base);
  const automation = createAutomation(base);
  const receiver = createReceiver({ ...base, connectors, worker });
  if (config.admin) await ensureFirstAdministrator(base.database, config.admin);
  const api = await createHttpServer({
    ...platform,
    trustProxy: [...config.trustProxy],
    consoleFolder: deps.consoleDir,
    version: await readVersion(),
  });
  await registerRoutes(api, platform);
  const drafts = { ...base, ...createRules(base), connectors, credentials: createCredentialsCache(automation) };
  registerAutomationRoutes(api, {
    ...automation,
    receiver,
    drafts,
    audience: platform.audience,
    history: createHistory(base),
  });
  return {
    api,
    automation,
    signInUrl: config.admin ? null : await createFirstSignInLink(base.database, config.publicUrl),
    close: async () => {
      await api.close();
      await receiver.keeper.drain();
      await receiver.close();
    },
  };
}

/** What a worker alone says of itself; null where it has no port for that. */
function createWorkerSide(deps: AppDeps, base: Base) {
  const { host, workerPort, apiKey } = deps.config;
  if (workerPort === null) return null;
  const { database, clock, log, metrics } = base;
  const server = createWorkerServer({ database, clock, log, metrics, apiKey, isReady: () => isReady(base) });
  return { listen: () => server.listen({ host, ...workerPort }), close: server.close };
}

/** The demo needs a sandbox to talk to. Answers the sandbox's seed. */
async function createDemo(
  deps: AppDeps,
  base: Base,
  web: Awaited<ReturnType<typeof createWeb>>,
): Promise<string | null> {
  if (!deps.config.demo || deps.sandboxUrl === null) return null;
  const demoKey = await ensureInstallationSecret(base, "demo");
  const webhookUrl = await ensureDemo({ ...web.automation, demoKey }, deps.sandboxUrl);
  return webhookUrl === null ? null : demoSeed({ demoKey, connectors }, webhookUrl);
}

/** What the worker role does: runs at once, chores beside them. */
async function startWork(worker: Worker, deps: AppDeps, base: Base): Promise<() => Promise<void>> {
  await worker.start();
  const { settings, versions, database, clock, log, signal } = base;
  const automation = createAutomation(base);
  const chores = await startChores({
    ...automation,
    settings,
    versions,
    directUrl: deps.directUrl,
    sendMail: sendBySmtp,
    observeForgotten: countForgotten(base.metrics),
    createLink: (place) => createNoticeLink({ ...automation, settings }, place),
  });
  const schedules = new Schedules({ database, clock, log, touch: signal.touch });
  schedules.start();
  return async () => {
    await Promise.all([worker.close(), schedules.close(), chores.close()]);
  };
}

/** Puts the rooms together: the one place that knows all of them. Web, worker or both, as the role says. */
export async function createApp(deps: AppDeps): Promise<App> {
  const { config } = deps;
  const base = await createBase(deps);
  const worker = config.role === "web" ? null : createWorker(deps, base);
  const web = config.role === "worker" ? null : await createWeb(deps, base, worker);
  const side = config.role === "worker" ? createWorkerSide(deps, base) : null;
  let stopWork: (() => Promise<void>) | null = null;
  return {
    signInUrl: web?.signInUrl ?? null,
    sandboxSeed: web && (await createDemo(deps, base, web)),
    listen: async () => {
      if (worker) stopWork = await startWork(worker, deps, base);
      const url = web
        ? await web.api.listen({ host: config.host, port: config.port })
        : ((await side?.listen()) ?? null);
      settleHeap();
      return { url };
    },
    close: async () => {
      await Promise.all([web?.close(), side?.close(), stopWork?.()]);
      await base.close();
    },
  };
}
