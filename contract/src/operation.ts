import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";
import { finishedStatuses, retryHow, runQuery, runStatuses } from "./run.ts";

/** Which runs: as the list of runs is filtered, but in JSON. Those that are there when it is asked for, and no later ones. */
const runFilter = z.strictObject(runQuery.omit({ limit: true, cursor: true }).shape);
export type RunSelection = z.infer<typeof runFilter>;

const isFinished = (status: string): boolean => (finishedStatuses as readonly string[]).includes(status);

/**
 * Retries many runs in the background, failed ones unless the filter names another status. Those that were retried already
 * are left out unless `again`. `preview`: only counts them.
 */
export const runsRetry = z
  .strictObject({
    filter: runFilter.default({}),
    ...retryHow,
    again: z.boolean().default(false),
    preview: z.boolean().default(false),
  })
  .refine(({ filter: { status = "failed" } }) => isFinished(status), {
    message: `only runs that are over are retried: ${finishedStatuses.join(", ")}`,
    path: ["filter", "status"],
  })
  .refine(({ from, filter: { status = "failed" } }) => from === "start" || status === "failed", {
    message: 'only failed runs have a failed step: retry others from the "start"',
    path: ["from"],
  });
export type RunsRetry = z.infer<typeof runsRetry>;

/** Cancels many runs in the background: all that the filter finds and that are not over. `preview`: only counts them. */
export const runsCancel = z
  .strictObject({ filter: runFilter.default({}), preview: z.boolean().default(false) })
  .refine(({ filter: { status } }) => status === undefined || !isFinished(status), {
    message: `only runs that are not over are cancelled: ${runStatuses.filter((each) => !isFinished(each)).join(", ")}`,
    path: ["filter", "status"],
  });
export type RunsCancel = z.infer<typeof runsCancel>;

/** How many runs it would be. `more`: there are so many that they were not all counted. */
export const runsPreview = z.object({ runs: z.number().int(), more: z.boolean() });
export type RunsPreview = z.infer<typeof runsPreview>;

export const operationKinds = ["retry", "cancel"] as const;

/** `running` until every run that was meant has been looked at; `stopped`: a person ended it before that. */
export const operationStatuses = ["running", "done", "stopped"] as const;

/** One request for many runs, and how far it is. */
export const operation = z.object({
  id: idOf("operation"),
  account: idOf("account"),
  kind: z.enum(operationKinds),
  status: z.enum(operationStatuses),
  /** Without what names a person once it is over. */
  filter: z.record(z.string(), z.unknown()),
  /** Of a retry. */
  how: z.object({ from: z.string(), version: z.string(), again: z.boolean() }).nullable(),
  /** Runs that were counted when it was asked for. */
  expected: runsPreview,
  /** Runs that were retried or cancelled so far. */
  done: z.number().int(),
  /** Runs that could not be, by the code that says why. */
  skipped: z.record(z.string(), z.number().int()),
  /** Who asked. */
  requestedBy: z.string(),
  createdAt: moment,
  finishedAt: moment.nullable(),
});
export type Operation = z.infer<typeof operation>;
