import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../base/log.ts";
import { StartError } from "../base/start-error.ts";

export interface SandboxOptions {
  readonly installation: string;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** JSON of what is to be there from the beginning; null: the sandbox's own choice. */
  readonly seed: string | null;
  readonly log: Log;
}

export interface SandboxProcess {
  readonly url: string;
  stop(): Promise<void>;
}

const readyWithinMs = 20_000;
const stopWithinMs = 5_000;
const longestPauseMs = 30_000;

/** Starts the sandbox as a process of its own and starts it again whenever it dies. @throws StartError */
export async function startSandbox(options: SandboxOptions): Promise<SandboxProcess> {
  let child = spawnSandbox(options);
  const url = await untilReady(child, options);
  const stopping = new AbortController();
  const supervise = async (): Promise<void> => {
    for (let pauseMs = 500; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const reason = await ended(child);
      if (stopping.signal.aborted) {
        return;
      }
      options.log.warn(`the sandbox ended (${reason}): starting it again`);
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) {
        return;
      }
      child = spawnSandbox(options);
      await untilReady(child, options).then(
        () => (pauseMs = 250),
        (err: unknown) => options.log.warn({ err }, "the sandbox did not come back"),
      );
    }
  };
  const supervised = supervise();
  return {
    url,
    stop: async () => {
      stopping.abort();
      await stopChild(child);
      await supervised;
    },
  };
}

function spawnSandbox(options: SandboxOptions): ChildProcess {
  const child = spawn(process.execPath, [join(options.installation, "sandbox/src/main.ts")], {
    // Nothing of our own environment: it holds secrets that are none of its business.
    env: {
      SANDBOX_HOST: options.host,
      SANDBOX_PORT: String(options.port),
      SANDBOX_DATA: options.dataDir,
      SANDBOX_PARENT_PID: String(process.pid),
      ...(options.seed === null ? {} : { SANDBOX_SEED: options.seed }),
    },
    stdio: ["ignore", "pipe", "pipe"],
    // A session of its own: Ctrl-C must not end it while replies are still on their way to it.
    detached: true,
    windowsHide: true,
  });
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on("line", (line) => options.log.warn(line));
  }
  return child;
}

/** The sandbox says `{"sandbox":"ready","url":…}` on a line of its own. */
async function untilReady(child: ChildProcess, options: SandboxOptions): Promise<string> {
  const timeOut = new AbortController();
  try {
    return await Promise.race([
      readUrl(child),
      ended(child).then((reason) => {
        throw new StartError(`The sandbox did not start (${reason}) on ${options.host}:${options.port}.`);
      }),
      delay(readyWithinMs, undefined, { signal: timeOut.signal }).then(() => {
        child.kill("SIGKILL");
        throw new StartError(`The sandbox was not ready within ${readyWithinMs / 1000} s.`);
      }),
    ]);
  } finally {
    timeOut.abort();
  }
}

function readUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout !== null) {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const url = /^\{"sandbox":"ready"/.test(line) ? (JSON.parse(line) as { url: string }).url : undefined;
        if (url !== undefined) {
          resolve(url);
        }
      });
    }
  });
}

const ends = new WeakMap<ChildProcess, Promise<string>>();

/** May be asked any number of times, also after the end. */
function ended(child: ChildProcess): Promise<string> {
  const known = ends.get(child);
  if (known !== undefined) {
    return known;
  }
  const end = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  ends.set(child, end);
  return end;
}

async function stopChild(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  const waited = new AbortController();
  await Promise.race([
    ended(child),
    delay(stopWithinMs, undefined, { signal: waited.signal }).then(
      () => child.kill("SIGKILL"),
      () => {},
    ),
  ]);
  waited.abort();
  await ended(child);
}
