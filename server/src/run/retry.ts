import type { RunRetry } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import type { AccountScope } from "../db/database.ts";
import { type CompiledCycle, neededOutputs, nextSteps } from "../step/compile.ts";
import { copyStepRuns, insertRetry, readLatestVersion } from "./retry-store.ts";
import { openPayloads } from "./payload.ts";
import { listStepRuns, type StoredRun, type StoredStepRun } from "./run-store.ts";
import type { RunState } from "./state.ts";
import type { Versions } from "./versions.ts";

export interface RetryDeps {
  versions: Versions;
}

const dayMs = 86_400_000;

/** Starts a new run of a finished one, at the end of its lane. Answers its id. */
export async function retryRun(scope: AccountScope, deps: RetryDeps, run: StoredRun, how: RunRetry): Promise<string> {
  const version = how.version === "same" ? run.version : await latestVersion(scope, run);
  if (how.version === "latest" && !(await deps.versions.get(run.cycleId, version)).steps.has(run.trigger)) {
    throw stepGone(run.trigger);
  }
  if (how.from === "start") return insertRetry(scope, run, version, null);
  if (run.status !== "failed") {
    throw new AppError("run_not_failed", { message: "No step of this run failed. Retry it from the start." });
  }
  const attempts = await listStepRuns(scope, run.id, new Date(run.createdAt.getTime() - dayMs));
  const cycle = await deps.versions.get(run.cycleId, version);
  const state = stateBeforeFailure(cycle, run.trigger, await openPayloads(scope, run.accountId, attempts));
  const id = await insertRetry(scope, run, version, state);
  await copyStepRuns(scope, run, id, state.done);
  return id;
}

async function latestVersion(scope: AccountScope, run: StoredRun): Promise<number> {
  const version = await readLatestVersion(scope, run.accountId, run.cycleId);
  if (version !== null) return version;
  throw new AppError("cycle_not_found", { message: "The cycle of this run is deleted; retry with its own version." });
}

const stepGone = (step: string) =>
  new AppError("step_gone", {
    message: `The newest version has no step "${step}", which this run had already done. Retry with the same version, or from the start.`,
    details: { step },
  });

/**
 * Walks the graph again with what is known: done steps are passed by the port they went out of, and what is met without
 * a result is what the retry has before it.
 * @internal
 */
export function stateBeforeFailure(
  cycle: CompiledCycle,
  trigger: string,
  attempts: readonly Pick<StoredStepRun, "id" | "step" | "status" | "port" | "output" | "error">[],
): RunState & { done: string[] } {
  const start = cycle.steps.get(trigger);
  if (!start) throw stepGone(trigger);
  const latest = new Map(attempts.map((attempt) => [attempt.step, attempt]));
  const done = new Map([...latest].filter(([, attempt]) => attempt.status === "succeeded" || attempt.port === "error"));
  const next: string[] = [];
  const met = new Set<string>();
  const waiting = [...nextSteps(start, null)].reverse();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (met.has(id)) continue;
    met.add(id);
    const step = cycle.steps.get(id);
    const result = done.get(id);
    if (!step || !result) next.push(id);
    else waiting.push(...[...nextSteps(step, result.port)].reverse());
  }
  for (const id of done.keys()) if (!cycle.steps.has(id)) throw stepGone(id);
  const needed = neededOutputs(cycle, next);
  const outputs = Object.fromEntries(
    [...done].filter(([id]) => needed.has(id)).map(([id, row]) => [id, outputOf(row)]),
  );
  return { outputs, next, trying: null, done: [...done.values()].map((row) => row.id) };
}

/** As the walk left it: behind an error port stands what went wrong, which the attempt keeps as its error. */
const outputOf = ({ port, output, error }: Pick<StoredStepRun, "port" | "output" | "error">): unknown =>
  port === "error" ? { error } : output;
