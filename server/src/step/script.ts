import { fileURLToPath } from "node:url";
import { type Answer, limitsAtAll, type Task } from "./effort.ts";
import { createEndedPool, Hung } from "./ended-pool.ts";
import { runErrorOf, type StepFailure, terminal } from "./failure.ts";
import type { ScriptOutcome, ScriptTask } from "./script-worker.ts";
import type { Thought } from "./think-worker.ts";

export interface Script {
  code: string;
  input: unknown;
  timeoutMs: number;
}

/** Scripts run in threads of their own, so that none of them holds up anything else. */
export interface ScriptPool {
  /** Answers what the script returned and what it logged. Throws `StepFailure`. */
  run(script: Script, signal: AbortSignal): Promise<{ output: unknown; log: string[] }>;
  /** One evaluation that is too much for the event loop. Throws only when it was let go of. */
  think(task: Task, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** No thread exists before the first script or expression that needs one. */
export function createScriptPool(): ScriptPool {
  const scripts = createEndedPool<ScriptTask, ScriptOutcome>({
    filename: fileURLToPath(new URL("script-worker.ts", import.meta.url)),
    name: "runScript",
  });
  const thoughts = createEndedPool<Task, Thought>({
    filename: fileURLToPath(new URL("think-worker.ts", import.meta.url)),
    name: "think",
  });
  return {
    async run({ code, input, timeoutMs }, signal) {
      const outcome = await scripts
        .run({ code, input: textOf(input ?? null), timeoutMs }, timeoutMs, signal)
        .catch((cause: unknown) => {
          throw cause instanceof Hung ? tooLong(timeoutMs, cause) : cause;
        });
      if (outcome.kind !== "done") throw failureOf(outcome, timeoutMs);
      return { output: JSON.parse(outcome.output) as unknown, log: outcome.log };
    },
    async think(task, signal) {
      try {
        const thought = await thoughts.run(task, limitsAtAll.ms, signal);
        if (thought.kind === "failed") return { failure: thought.failure };
        return { value: thought.value === undefined ? undefined : (JSON.parse(thought.value) as unknown) };
      } catch (cause: unknown) {
        if (cause instanceof Hung) return { failure: expressionTooLong };
        throw cause;
      }
    },
    close: async () => {
      await Promise.all([scripts.close(), thoughts.close()]);
    },
  };
}

const expressionTooLong = runErrorOf(
  "terminal",
  "expression_too_long",
  "The expression takes too long and was stopped. Make it simpler, or give it less to work on.",
);

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
