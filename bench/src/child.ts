import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface Child {
  readonly pid: number;
  /** Asks the process to end, and waits for it. */
  stop(): Promise<void>;
  /** Throws, with what the process last said, when it has ended. */
  mustRun(): void;
}

export interface ChildOptions {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly onLine?: (line: string) => void;
  /** Told of its exit code; null when a signal ended it. */
  readonly onEnd?: (code: number | null) => void;
}

const linesKept = 30;
const stopLimit = 30_000;

function ended(process: ChildProcess): boolean {
  return process.exitCode !== null || process.signalCode !== null;
}

export function startChild({ name, command, env, folder, onLine, onEnd }: ChildOptions): Child {
  const [file, ...args] = command;
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lastLines: string[] = [];
  let failure: Error | null = null;
  child.once("error", (cause) => {
    failure = cause;
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lastLines.push(line);
      if (lastLines.length > linesKept) lastLines.shift();
      onLine?.(line);
    });
  }
  const gone = new Promise<void>((resolve) => {
    child.once("close", (code) => {
      onEnd?.(code);
      resolve();
    });
    child.once("error", () => resolve());
  });
  // Whatever ends the benchmark ends what it started.
  const endWithUs = (): void => void child.kill("SIGTERM");
  process.once("exit", endWithUs);
  return {
    pid: child.pid ?? 0,
    mustRun() {
      if (failure === null && !ended(child)) return;
      const said = lastLines.map((line) => `    ${line}`).join("\n");
      throw new Error(`${name} ended (exit code ${child.exitCode}). It last said:\n${said}`, { cause: failure });
    },
    async stop() {
      process.off("exit", endWithUs);
      child.kill("SIGTERM");
      const isGone = await Promise.race([gone.then(() => true), pause(stopLimit, false, { ref: false })]);
      if (isGone) return;
      child.kill("SIGKILL");
      await gone;
      throw new Error(`${name} did not end within ${stopLimit / 1000} s of SIGTERM and was killed.`);
    },
  };
}

/** Starts one of our own small servers, which says on which port it listens. */
export async function startListener(
  name: string,
  script: URL,
  env: Readonly<Record<string, string>>,
): Promise<{ child: Child; url: string }> {
  let port: string | undefined;
  const child = startChild({
    name,
    command: [process.execPath, fileURLToPath(script)],
    env,
    onLine: (line) => {
      port ??= /^listening on (\d+)$/.exec(line)?.[1];
    },
  });
  await until(() => {
    child.mustRun();
    return port !== undefined;
  }, `${name} to listen`);
  return { child, url: `http://127.0.0.1:${port}` };
}

/** Looks ten times a second until something is so, and gives up after a minute unless told otherwise. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, limit = 60_000): Promise<void> {
  const deadline = performance.now() + limit;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited ${limit / 1000} s in vain for ${what}.`);
    await pause(100);
  }
}
