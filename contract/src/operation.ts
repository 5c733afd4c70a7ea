import { z } from "zod";
import { eventQuery } from "./event.ts";
import { idOf } from "./id.ts";
import { idsAtMost, moment } from "./list.ts";
import { finishedStatuses, retryHow, runQuery, runStatuses } from "./run.ts";

/** Which runs: as the list of runs is filtered, but in JSON. Those that are there when it is asked for, and no later ones. */
const runFilter = z.strictObject({
  ...runQuery.omit({ limit: true, cursor: true }).shape,
  ids: z.array(idOf("run")).min(1).max(idsAtMost).optional(),
});
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

/** Which events: as the list of events is filtered, but in JSON. Those that are there when it is asked for, and no later ones. */
const eventFilter = z.strictObject(
  {
    ...eventQuery.omit({ limit: true, cursor: true }).shape,
    ids: z.array(idOf("event")).min(1).max(idsAtMost).optional(),
    routed: z.boolean().optional(),
  },
  { error: ({ input }) => (input === undefined ? "say which are meant; {} means all of the account" : undefined) },
);
export type EventSelection = z.infer<typeof eventFilter>;

/** So many events are replayed by one request at most: what finds more is refused. */
export const replayedAtMost = 10_000;

/**
 * Replays many events in the background, oldest first: each starts a run of every running cycle that listens to it, as
 * the replay of one does. A cycle that was started for one event waits for the next that comes in. `preview`: only counts.
 * The filter has to be there: whoever forgets it would have every event of the account answered anew.
 */
export const eventsReplay = z.strictObject({ filter: eventFilter, preview: z.boolean().default(false) });
export type EventsReplay = z.infer<typeof eventsReplay>;

/** What a replay would do. `more`: there are more events than one request may replay; the rest is not counted. */
export const eventsPreview = z.object({
  events: z.number().int(),
  /** Those of them that a running cycle listens to. */
  heard: z.number().int(),
  runs: z.number().int(),
  more: z.boolean(),
  /** Whose runs they would be, the most first. */
  cycles: z.array(z.object({ cycle: idOf("cycle"), name: z.string(), runs: z.number().int() })),
});
export type EventsPreview = z.infer<typeof eventsPreview>;

/** How many runs it would be. `more`: there are so many that they were not all counted. */
export const runsPreview = z.object({ runs: z.number().int(), more: z.boolean() });
export type RunsPreview = z.infer<typeof runsPreview>;

export const operationKinds = ["retry", "cancel", "replay"] as const;

/** `running` until every run or event that was meant has been looked at; `stopped`: a person ended it before that. */
export const operationStatuses = ["running", "done", "stopped"] as const;

/** One request for many runs or events, and how far it is. */
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
  /** Of a replay: events that were counted when it was asked for, and those that were looked at so far. */
  events: z.object({ expected: z.number().int(), seen: z.number().int() }).nullable(),
  /** Runs that were retried, cancelled or started so far. */
  done: z.number().int(),
  /** Runs that could not be, by the code that says why; of a replay events that started none. */
  skipped: z.record(z.string(), z.number().int()),
  /** Who asked. */
  requestedBy: z.string(),
  createdAt: moment,
  finishedAt: moment.nullable(),
});
export type Operation = z.infer<typeof operation>;
