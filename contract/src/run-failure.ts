import { z } from "zod";
import { idOf } from "./id.ts";
import { moment } from "./list.ts";
import { errorClasses, partnerRunQuery, runQuery } from "./run.ts";

const notOfFailures = { limit: true, cursor: true, ids: true, status: true, finishedAfter: true, lane: true } as const;

/** Runs that failed, as the list of runs is filtered. */
export const runFailureQuery = runQuery.omit(notOfFailures);
export type RunFailureQuery = z.infer<typeof runFailureQuery>;

/** Across accounts; `account` is an id or an external id. */
export const partnerRunFailureQuery = partnerRunQuery.omit(notOfFailures);

/** Runs that failed alike: of one cycle, at the same step, by the same code. */
export const runFailure = z.object({
  account: idOf("account"),
  cycle: idOf("cycle"),
  cycleName: z.string().nullable(),
  /** Where they failed; null when it was at no step. */
  step: z.string().nullable(),
  /** What the step is called in the version that failed last; null where its id says it all. */
  stepName: z.string().nullable(),
  code: z.string(),
  /** What happened and what to do, as it was said of the last of them. */
  message: z.string(),
  class: z.enum(errorClasses),
  runs: z.number().int(),
  /** When the last of them began, and which it is. */
  lastAt: moment,
  lastRun: idOf("run"),
});
export type RunFailure = z.infer<typeof runFailure>;

/** So many failed runs are looked at, the newest. */
export const failuresLookedAt = 1000;

/** What fails most, the most first: counted among the newest failed runs, so that it costs the same however many there are. */
export const runFailures = z.object({
  items: z.array(runFailure),
  /** Failed runs of that time that were looked at, whatever the other filters. */
  lookedAt: z.number().int(),
  /** There are older ones, which were not. */
  more: z.boolean(),
  /** When the oldest that was looked at began. */
  since: moment.nullable(),
});
export type RunFailures = z.infer<typeof runFailures>;
