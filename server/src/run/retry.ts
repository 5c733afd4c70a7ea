import type { RunRetry, StepSkip } from "@velodrome/contract";
import { AppError } from "../base/app-error.ts";
import type { AccountScope } from "../db/database.ts";
import type { CompiledCycle } from "../step/compile.ts";
import { Redactor } from "./redactor.ts";
import { copyStepRuns, insertRetry, insertSkipped, readLatestVersion } from "./retry-store.ts";
import { openPayloads } from "./payload.ts";
import { type Known, stateBeforeFailure, stepGone } from "./retry-state.ts";
import type { ValueSealer } from "./sealed-values.ts";
import { skipFailed } from "./skip.ts";
import type { StoredRun } from "./run-store.ts";
import { listStepRuns } from "./step-run-store.ts";
import type { Versions } from "./versions.ts";

export interface RetryDeps {
  versions: Versions;
}

/** The failed step is not done again: what a person gives stands for what it would have given. */
export interface SkipGiven {
  skip: StepSkip;
  /** Of what is masked in what is kept of runs. */
  sealer: ValueSealer;
}

const dayMs = 86_400_000;

/** Starts a new run of a finished one, at the end of its lane. Answers its id. */
export async function retryRun(
  scope: AccountScope,
  deps: RetryDeps,
  run: StoredRun,
  how: Pick<RunRetry, "from" | "version">,
  given: SkipGiven | null = null,
): Promise<string> {
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
  const known: Known[] = await openPayloads(scope, run.accountId, attempts);
  const skipped = given && redactSkipped(given, run, cycle, skipFailed(cycle, run, known, given.skip));
  // What is masked stays sealed as it is: nothing here has to look into it.
  const state = stateBeforeFailure(cycle, run.trigger, skipped ? [...known, skipped] : known);
  const { done, reopened, ...live } = state;
  const id = await insertRetry(scope, run, version, live);
  await copyStepRuns(scope, run, id, { done, reopened });
  if (skipped) await insertSkipped(scope, { accountId: run.accountId, runId: id }, skipped);
  return id;
}

/** What a person has given in a step's place is masked as what it would have given itself. */
function redactSkipped({ sealer }: SkipGiven, run: StoredRun, { redaction }: CompiledCycle, skipped: Known): Known {
  if (!redaction) return skipped;
  return { ...skipped, output: new Redactor(sealer, run.accountId, redaction).output(skipped.step, skipped.output) };
}

async function latestVersion(scope: AccountScope, run: StoredRun): Promise<number> {
  const version = await readLatestVersion(scope, run.accountId, run.cycleId);
  if (version !== null) return version;
  throw new AppError("cycle_not_found", { message: "The cycle of this run is deleted; retry with its own version." });
}
