import { type ChildProcess, execFile, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { Log } from "../../base/log.ts";
import { StartError } from "../../base/start-error.ts";
import type { Binaries } from "./binaries.ts";
import { findFreePort } from "./free-port.ts";
import { readPostmasterFile, stopServer } from "./leftover.ts";
import type { Location } from "./location.ts";
import type { LogFile } from "./log-file.ts";
import { serverSettings } from "./settings.ts";
import { prepareSocketFolder } from "./socket-folder.ts";
import { spawnOptions } from "./spawn-options.ts";

const run = promisify(execFile);

export interface Postmaster {
  readonly port: number;
  /** Where it listens besides the port. */
  readonly socketFolder: string | null;
  /** Settles when the server ends, for whatever reason. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

interface Deps {
  readonly location: Location;
  readonly binaries: Binaries;
  readonly logFile: LogFile;
  readonly log: Log;
}

/** Worth another try: another program took the port, or the last server's processes are still on their way out. */
const passing = /could not bind|could not create any TCP\/IP sockets|pre-existing shared memory block/;
const attempts = 40;

/** Starts the server and waits until it takes connections, however long its recovery is. */
export async function startPostmaster(deps: Deps, options: { durable: boolean }): Promise<Postmaster> {
  const socketFolder = await prepareSocketFolder(deps.location);
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const child = spawnServer(deps, serverSettings({ port, socketFolder, ...options }));
    const ended = endOf(child);
    if (await untilReady(deps, child, ended)) {
      return { port, socketFolder, ended, stop: () => stopChild(deps, child, ended) };
    }
    const complaint = deps.logFile.lastComplaint() || (await ended);
    if (!passing.test(complaint) || attempt === attempts) {
      throw new StartError(
        `PostgreSQL did not start (${complaint}): its log is ${deps.location.dataDir}/postgres.log.`,
      );
    }
    await delay(250);
  }
}

function spawnServer({ location, binaries, logFile }: Deps, settings: readonly string[]): ChildProcess {
  const child = spawn(binaries.postgres, ["-D", location.cluster, ...settings], {
    ...spawnOptions(location),
    stdio: ["ignore", "ignore", "pipe"],
    // A session of its own: Ctrl-C in a terminal reaches the whole group, and we still need the database then.
    detached: true,
    windowsHide: true,
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => logFile.write(text));
  return child;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    // "close", not "exit": by then its last words are in the log.
    child.once("close", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}

async function untilReady({ location, log }: Deps, child: ChildProcess, ended: Promise<string>): Promise<boolean> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const started = Date.now();
  let told = false;
  while (!over) {
    const file = await readPostmasterFile(location.cluster);
    if (file?.ready === true && file.pid === child.pid) {
      return true;
    }
    if (!told && Date.now() - started > 5_000) {
      told = true;
      log.info("PostgreSQL is recovering what the last stop left unfinished");
    }
    await delay(15);
  }
  return false;
}

async function stopChild({ location, binaries }: Deps, child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    await ended;
    return;
  }
  if (process.platform === "win32") {
    // Windows has no SIGINT to send: pg_ctl speaks to the server's own pipe.
    await run(binaries.pgCtl, ["stop", "-D", location.cluster, "-m", "fast", "-w", "-t", "10"]);
  } else {
    await stopServer(child.pid, async () => child.exitCode === null && child.signalCode === null);
  }
  await ended;
}
