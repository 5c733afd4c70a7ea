import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { type StepFailure, terminal } from "./failure.ts";
import type { ScriptOutcome, ScriptTask } from "./script-worker.ts";

export interface Script {
  code: string;
  input: unknown;
  timeoutMs: number;
}

/** Scripts run in threads of their own, so that none of them holds up anything else. */
export interface ScriptPool {
  /** Answers what the script returned and what it logged. Throws `StepFailure`. */
  run(script: Script, signal: AbortSignal): Promise<{ output: unknown; log: string[] }>;
  close(): Promise<void>;
}

const threadsAtMost = 2;
/** A thread that nobody needed for so long ends. */
const idleMs = 30_000;
/**
 * Beyond the script's own time. The engine looks at the clock now and then only; a script that keeps it busy with few but
 * huge operations is ended with its thread.
 */
const graceMs = 2000;
/** How long the first thread may take to start: on a busy machine that is no script's fault. */
const startMs = 15_000;

/** No thread exists before the first script. */
export function createScriptPool(): ScriptPool {
  let pool: Piscina<ScriptTask, ScriptOutcome> | undefined;
  const open = () =>
    (pool ??= new Piscina<ScriptTask, ScriptOutcome>({
      name: "runScript",
      filename: fileURLToPath(new URL("script-worker.ts", import.meta.url)),
      minThreads: 0,
      maxThreads: threadsAtMost,
      idleTimeout: idleMs,
      // Nothing of ours is in a script's reach, nor in its thread's.
      env: {},
    }));
  return {
    async run({ code, input, timeoutMs }, signal) {
      const hangs = new AbortController();
      const task: ScriptTask = { code, input: textOf(input ?? null), timeoutMs };
      const coldMs = open().threads.length === 0 ? startMs : 0;
      const running = open().run(task, { signal: AbortSignal.any([signal, hangs.signal]) });
      const alarm = setTimeout(() => hangs.abort(), coldMs + timeoutMs + graceMs + queuedMs(open(), timeoutMs));
      try {
        const outcome = await running;
        if (outcome.kind !== "done") throw failureOf(outcome, timeoutMs);
        return { output: JSON.parse(outcome.output) as unknown, log: outcome.log };
      } catch (cause: unknown) {
        if (hangs.signal.aborted) throw tooLong(timeoutMs, cause);
        throw cause;
      } finally {
        clearTimeout(alarm);
      }
    },
    close: async () => pool?.destroy(),
  };
}

/** Beyond some depth, and beyond half a gigabyte, a value has no text. */
function textOf(input: unknown): string {
  try {
    return JSON.stringify(input);
  } catch (cause: unknown) {
    throw terminal("script_failed", tooLarge, {}, cause);
  }
}

const tooLarge =
  "The script failed: its input or one of its values is too large, or nested too deep. Make them smaller.";

/** How long those before it may take. */
const queuedMs = (pool: Piscina, timeoutMs: number): number =>
  Math.ceil(pool.queueSize / threadsAtMost) * (timeoutMs + graceMs);

const tooLong = (timeoutMs: number, cause?: unknown): StepFailure =>
  terminal(
    "script_too_long",
    `The script ran for more than ${timeoutMs} ms and was stopped. Make it do less, or give it more time.`,
    { timeoutMs },
    cause,
  );

function failureOf(outcome: Exclude<ScriptOutcome, { kind: "done" }>, timeoutMs: number): StepFailure {
  const { log } = outcome;
  switch (outcome.kind) {
    case "too_long":
      return tooLong(timeoutMs);
    case "out_of_memory":
      return terminal("script_out_of_memory", "The script used more than 32 MiB of memory. Make it keep less.", {
        log,
      });
    case "output_too_large":
      return terminal("script_output_too_large", "The script returned more than 256 KiB. Make it return less.", {
        log,
      });
    case "waits":
      return terminal("script_waits", "The script returned a promise. A script cannot wait: return the value itself.", {
        log,
      });
    case "engine_failed":
      return terminal("script_failed", tooLarge, { log });
    case "failed": {
      const { name, message, line } = outcome;
      const where = line === null ? "" : ` in line ${line}`;
      return terminal("script_failed", `The script failed${where}: ${name}: ${message}`, { line, log });
    }
  }
}
