import type { RunError } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import type { Clock } from "../base/clock.ts";
import type { CompiledAction } from "../step/compile.ts";
import { runErrorOf } from "../step/failure.ts";
import type { Intent, LiveRun, StepRow } from "./state.ts";
import { moment, type Walk } from "./walk.ts";

/** From so many crashes on, a run executes alone: if the process dies again, it was this one. */
export const crashesAlone = 3;
/** A run that ended the process this often is not tried again. */
export const crashesAtMost = 5;

/** What to do about a call that may have happened in a process that died. */
export type Recovery = { kind: "repeat" } | { kind: "uncertain"; step: CompiledAction; error: RunError; row: StepRow };

/**
 * The intent was written and no result was. The attempt is kept as uncertain; whether the call is made again is the
 * step's choice where it could do harm: to repeat it and mark it (the default), or to fail.
 */
export function recover(intent: Intent, walk: Walk, deps: { connectors: ConnectorMap; clock: Clock }): Recovery | null {
  const step = walk.cycle.steps.get(intent.step);
  if (step?.type !== "action") return null;
  const safe = deps.connectors.get(step.step.connector)?.actions[step.step.method]?.repeat === "safe";
  const row: StepRow = { ...crashedRow(intent), finishedAt: moment(deps.clock) };
  walk.rows.push(row);
  walk.trying = { step: intent.step, number: intent.number, stepRunId: intent.stepRunId };
  if (safe || step.step.afterCrash !== "fail") return { kind: "repeat" };
  return { kind: "uncertain", step, error: uncertain, row };
}

const uncertain: RunError = runErrorOf(
  "uncertain",
  "uncertain",
  "The process ended during this call, so nobody knows whether it happened, and the step is set not to repeat it. Look at the application, then retry from this step if it did not.",
);

/** The attempt of an intent whose process died. */
export const crashedRow = (intent: Intent): StepRow => ({
  id: intent.id,
  step: intent.step,
  path: intent.path,
  number: intent.number,
  status: "uncertain",
  port: null,
  repeated: intent.repeated,
  input: intent.input,
  output: null,
  request: null,
  response: null,
  error: {
    ...uncertain,
    message: "The process ended during this call; whether it happened is not known.",
    step: intent.step,
    attempt: intent.number,
  },
  startedAt: intent.startedAt,
  finishedAt: null,
});

/** How often the process ended while this run was in hand: an intent without a result is a time nobody has counted yet. */
export const crashesOf = (run: LiveRun): number => run.crashes + (run.attempt ? 1 : 0);

export function workerCrashed(run: LiveRun): RunError {
  const crashes = crashesOf(run);
  const message = `The process ended ${crashes} times while this run was in hand, the last times alone with it. It is not tried again by itself.`;
  return runErrorOf("terminal", "run_crashed_worker", message, { crashes });
}
