import { once } from "node:events";
import { join } from "node:path";
import { createLog } from "../base/log.ts";
import type { Config } from "../config.ts";
import { installationFolder } from "./installation.ts";
import { assertPortFree } from "./listen-port.ts";
import { startSandbox } from "./sandbox-process.ts";

/** The sandbox alone, until a signal. */
export async function runSandboxAlone(config: Config): Promise<number> {
  const { host, port } = config.sandbox ?? { host: "127.0.0.1", port: config.port + 1 };
  await assertPortFree({ host, port, portVariable: "VELODROME_SANDBOX_PORT", hostVariable: "VELODROME_SANDBOX_HOST" });
  const sandbox = await startSandbox({
    installation: installationFolder,
    host,
    port,
    dataDir: join(config.dataDir, "sandbox"),
    seed: null,
    log: createLog({ level: config.logLevel, pretty: process.stdout.isTTY }),
  });
  process.stdout.write(`Sandbox: ${sandbox.url} (Ctrl-C stops it)\n`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), once(process, "SIGHUP")]);
  await sandbox.stop();
  return 0;
}
