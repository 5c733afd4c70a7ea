import { createSandbox } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { watchParent } from "./parent.ts";
import { addCast } from "./world/cast.ts";
import { defaultSeed, emptyState, mergeSeed } from "./world/seed.ts";
import { StateFile } from "./world/state-file.ts";

async function start(config: Config): Promise<void> {
  const file = new StateFile(config.data, complain);
  const kept = await file.load();
  const state = kept ?? emptyState();
  const seed = config.seed ?? (kept ? null : defaultSeed());
  if (seed) mergeSeed(state, seed);
  addCast(state);
  const sandbox = await createSandbox({ state, host: config.host });
  sandbox.world.listen(() => file.changed(state));
  await sandbox.server.listen({ port: config.port, host: config.host });
  await file.save(state);
  sandbox.begin();

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await sandbox.close();
    await file.save(state);
    process.exit(0);
  };
  const stopNow = () => void stop().catch(fail);
  process.on("SIGTERM", stopNow);
  process.on("SIGINT", stopNow);
  if (config.parentPid !== null) watchParent(config.parentPid, stopNow);

  const address = sandbox.server.server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  process.stdout.write(`${JSON.stringify({ sandbox: "ready", url: `http://${host}:${port}` })}\n`);
}

function complain(cause: unknown): void {
  process.stderr.write(`sandbox: ${cause instanceof Error ? cause.message : String(cause)}\n`);
}

function fail(cause: unknown): void {
  complain(cause);
  process.exit(1);
}

try {
  await start(readConfig());
} catch (cause) {
  fail(cause);
}
