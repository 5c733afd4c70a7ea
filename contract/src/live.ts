import { z } from "zod";
import { connection } from "./connection.ts";
import { event } from "./event.ts";
import { run } from "./run.ts";

/** What `…/live` sends as server-sent events: the name is `run`, `event` or `connection`, the data one of these as JSON. */
export const liveRun = run;
export const liveEvent = event;
export const liveConnection = connection;
export const liveNames = ["run", "event", "connection"] as const;
export type LiveName = (typeof liveNames)[number];
export type LiveRun = z.infer<typeof liveRun>;
export type LiveEvent = z.infer<typeof liveEvent>;
export type LiveConnection = z.infer<typeof liveConnection>;
