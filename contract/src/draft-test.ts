import { z } from "zod";
import { type Step, startsRuns } from "./cycle-document.ts";
import { runError, stepRun } from "./run.ts";
import { stepId } from "./source.ts";

/**
 * - `step`: the step alone is done, with what earlier steps are said to have given.
 * - `way`: all that leads to it is done before it, from the trigger whose output is given; what else is given is not done.
 */
export const testReaches = ["step", "way"] as const;
export type TestReach = (typeof testReaches)[number];

/**
 * Whether a step's output can be given in place of doing it, and so be pinned: not where it decides what is done next, or
 * changes what later steps find.
 */
export const canBeGiven = (step: Step): boolean =>
  startsRuns(step) || ["action", "transform", "script", "wait-for-event"].includes(step.type);

/**
 * A try of the draft, against the real connections and beside all runs: nothing of it is kept. Delays take no time, a
 * Wait for event whose output is not given goes on by its timeout, and a call that fails is not tried again.
 */
export const draftTest = z.strictObject({
  step: stepId,
  reach: z.enum(testReaches).default("step"),
  /** What steps have given, by their ids. Of a step that chooses a way only with `reach: "step"`. */
  outputs: z.record(stepId, z.unknown()).default({}),
  /**
   * That calls which reach a person may be made. Without it such a test is refused with
   * `confirmation_required`, whose details are `{ steps: [{ step, name, method }] }`.
   */
  confirmed: z.boolean().default(false),
});
export type DraftTest = z.output<typeof draftTest>;
export type DraftTestInput = z.input<typeof draftTest>;

/** `not-reached`: the way to the step was not taken; which one was, the steps say. */
export const draftTestResult = z.object({
  status: z.enum(["succeeded", "failed", "not-reached"]),
  error: runError.nullable(),
  /** Those that were done, as in a run. */
  steps: z.array(stepRun),
});
export type DraftTestResult = z.infer<typeof draftTestResult>;
