import { z } from "zod";
import { idOf } from "./id.ts";
import { connection } from "./connection.ts";
import { event } from "./event.ts";
import { run } from "./run.ts";

/** What `…/live` sends as server-sent events: the name is `run`, `event` or `connection`, the data one of these as JSON. */
export const liveRun = run;
export const liveEvent = event;
export const liveConnection = connection;
export const liveNames = ["run", "event", "connection"] as const;

/**
 * What a partner-level stream tells of besides, when asked for by `also`: `setup` when a Setup, its health or its
 * connections changed, `notices` when something was raised, mended or put away, and `erasures` when an erasure of a person
 * was asked for, has begun or is done. They carry no content: whoever shows
 * it reads it again.
 */
export const liveTopics = ["setup", "notices", "erasures"] as const;
export type LiveTopic = (typeof liveTopics)[number];
/** Which Setup it was; null: any of them may have changed. */
export const liveSetup = z.object({ id: idOf("setup").nullable() });
export type LiveName = (typeof liveNames)[number];
export type LiveRun = z.infer<typeof liveRun>;
export type LiveEvent = z.infer<typeof liveEvent>;
export type LiveConnection = z.infer<typeof liveConnection>;

/**
 * What a stream that was asked for a cycle's ways sends as `ways`: how often runs of the version that runs, or ran
 * last, took each way out. A trigger's ways are counted by the runs that began there; the way `item` of a For each by the
 * items that were begun, each as soon as anything of it stands in the history. Inside, ways are counted by items.
 */
export const liveWays = z.object({
  cycle: idOf("cycle"),
  /** Null before there is one. */
  version: z.number().int().nullable(),
  /** Runs that began at this moment or later are counted: when it was asked for, when the version was made, or when the oldest of the newest 1000 runs began, whichever is last. */
  since: z.iso.datetime(),
  ways: z.array(z.object({ step: z.string(), port: z.string().nullable(), count: z.number().int() })),
});
export type LiveWays = z.infer<typeof liveWays>;
