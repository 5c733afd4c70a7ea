import { z } from "zod";

/**
 * What becomes of a run whose step has failed for good. A way that leads out of the step's port `error` goes before all
 * of them.
 * - `stop-run`: the run fails.
 * - `ignore`: it goes on as if the step had done its work, whose output is then `{ error }`. What cannot be told does not
 *   hold: a Decision goes out by `false`, a Switch by `default`, and behind a Filter nothing follows.
 * - `error-port`: it goes out by the port `error`, where nothing leads to, so that this way ends and the others go on.
 * - `stop-cycle`: the run fails, the cycle stops as if a person had stopped it, and a notice says so. Only while the version
 *   that the run is of is the one that runs.
 */
export const stepErrorActs = ["stop-run", "ignore", "error-port", "stop-cycle"] as const;
export type StepErrorAct = (typeof stepErrorActs)[number];

/** Minutes before each retry of the ladder: 17 h 25 in all. */
export const ladderMinutes = [5, 35, 95, 275, 635] as const;

/**
 * Which failed calls are made again. `passing`: those that may go well the next time, namely the class `retryable`, and
 * `timeout` and `uncertain` where a repeated call does no harm. `all`: every one, also those that the application refused
 * for good and those that may have happened; the latter are marked as repeated, and are left alone where the step is set
 * not to repeat after a crash.
 */
export const retriedErrors = ["passing", "all"] as const;

const retried = { errors: z.enum(retriedErrors).default("passing") };

/** `times`: retries after the first attempt; 0 for none. */
export const retryPolicy = z.discriminatedUnion("wait", [
  z.strictObject({
    /** Anything between nothing and a bound that doubles with each retry, from `baseSeconds` up to `capSeconds`. */
    wait: z.literal("backoff"),
    times: z.number().int().min(0).max(20).default(4),
    baseSeconds: z.number().min(1).max(86_400).default(2),
    capSeconds: z.number().min(1).max(86_400).default(600),
    ...retried,
  }),
  z.strictObject({
    /** 5 min, then 35 min, 1 h 35, 4 h 35 and 10 h 35 more. */
    wait: z.literal("ladder"),
    times: z.number().int().min(0).max(ladderMinutes.length).default(ladderMinutes.length),
    ...retried,
  }),
]);
export type RetryPolicy = z.infer<typeof retryPolicy>;

/** What is done where nothing is said: four retries within minutes, of what may pass. */
export const usualRetry: RetryPolicy = {
  wait: "backoff",
  times: 4,
  baseSeconds: 2,
  capSeconds: 600,
  errors: "passing",
};

/** What to do about a step that fails: how often its call is tried again, and what then. A word alone retries as usual. */
export const errorPolicy = z.union([
  z.enum(stepErrorActs),
  z.strictObject({ then: z.enum(stepErrorActs).default("stop-run"), retry: retryPolicy.optional() }),
]);
export type ErrorPolicy = z.infer<typeof errorPolicy>;

/** Both parts of a policy, however it was written. */
export const partsOfPolicy = (policy: ErrorPolicy): { then: StepErrorAct; retry: RetryPolicy } =>
  typeof policy === "string"
    ? { then: policy, retry: usualRetry }
    : { then: policy.then, retry: policy.retry ?? usualRetry };
