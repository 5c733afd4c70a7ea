import { z } from "zod";

const days = z.number().int().min(1, "keep it for at least 1 day").max(3650, "3650 days at most");

/** Ends of a run that are kept for so many days after it; a run that another one took over counts as succeeded. */
const outcomes = { succeeded: days, failed: days, cancelled: days };

/**
 * For how many days history is kept. Runs with their attempts by how they ended; `events` what came in. An event is kept
 * for as long as the longest of its account's runs, though `events` be less. What an unfinished run needs is kept in any case.
 */
export const retention = z.strictObject({ ...outcomes, events: days });
export type Retention = z.infer<typeof retention>;

export const defaultRetention: Retention = { succeeded: 31, failed: 90, cancelled: 31, events: 31 };

/** What an account has otherwise than the installation. */
export const accountRetention = retention.partial();
export type AccountRetention = z.infer<typeof accountRetention>;

/** What a cycle has otherwise than its account. Events belong to the account. */
export const cycleRetention = z.strictObject(outcomes).partial();
export type CycleRetention = z.infer<typeof cycleRetention>;

/** What holds where something is kept otherwise than around it. */
export const retentionWith = (around: Retention, own: AccountRetention): Retention => ({
  succeeded: own.succeeded ?? around.succeeded,
  failed: own.failed ?? around.failed,
  cancelled: own.cancelled ?? around.cancelled,
  events: own.events ?? around.events,
});

/** For how many days runs are kept that are kept longest. */
export const longestRuns = ({ succeeded, failed, cancelled }: Retention): number =>
  Math.max(succeeded, failed, cancelled);

/** Runs that execute at once: one that sleeps, waits or stands in the queue does not count. */
export const concurrency = z.number().int().min(1, "at least 1 run").max(1000, "1000 runs at most");
export const defaultConcurrency = 192;

/** How the last deletion of what is past its retention went; `finishedAt` is null while it is under way. */
export const cleanUp = z.object({
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  runs: z.number().int(),
  attempts: z.number().int(),
  /** Large payloads. */
  files: z.number().int(),
  events: z.number().int(),
  /** Whole days that were dropped at once; what was in them is not counted. */
  days: z.number().int(),
  /** What went wrong, when something did; it is tried again within the hour. */
  failure: z.string().nullable(),
});
export type CleanUp = z.infer<typeof cleanUp>;
