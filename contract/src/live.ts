import { z } from "zod";
import { event } from "./event.ts";
import { run } from "./run.ts";

/** What `…/live` sends as server-sent events: the name is `run` or `event`, the data one of these as JSON. */
export const liveRun = run;
export const liveEvent = event;
export const liveNames = ["run", "event"] as const;
export type LiveName = (typeof liveNames)[number];
export type LiveRun = z.infer<typeof liveRun>;
export type LiveEvent = z.infer<typeof liveEvent>;
