import { dashboardPeriods, eventKinds, runStatuses, stepId } from "@velodrome/contract";
import { z } from "zod";
import { connectWays } from "../features/connections/connect-way.ts";

/** What stands behind the ? of an address. A wrong part is left out instead of breaking the page. */
const word = z.string().min(1).max(500).optional().catch(undefined);

const moment = z.iso.datetime().optional().catch(undefined);

const flag = z
  .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
  .optional()
  .catch(undefined);

/** What runs and events can both be narrowed to. `account` only where all accounts are seen. */
const common = { account: word, page: word, person: word, mid: word, from: moment, to: moment, q: word };

/** `failures`: what fails most is shown above the list. */
export const runsSearch = z.object({
  cycle: word,
  status: z.enum(runStatuses).optional().catch(undefined),
  code: word,
  step: stepId.optional().catch(undefined),
  failures: flag,
  ...common,
});

export type RunsSearch = z.infer<typeof runsSearch>;

/** `step` is open, `run` is shown on the canvas. */
export const builderSearch = z.object({ step: word, run: word });

export const eventsSearch = z.object({
  kind: z.enum(eventKinds).optional().catch(undefined),
  connection: word,
  routed: flag,
  ...common,
});

export const cyclesSearch = z.object({ q: word, folder: word, tag: word });

export const dashboardSearch = z.object({ period: z.enum(dashboardPeriods).optional().catch(undefined) });

export const traceSearch = z.object({ event: word, mid: word, page: word, person: word, at: moment });

export const conversationsSearch = z.object({ page: word, person: word });

export const connectorsSearch = z.object({ q: word, category: word });

/** Only a path of this site: an address from outside must not lead a person away right after signing in. */
export const signInSearch = z.object({
  back: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
});

export const firstSignInSearch = z.object({ token: word });

export const newConnectionSearch = z.object({ connector: word });

/** `again`: a connection that works is to be signed in to anew. */
export const connectSearch = z.object({
  way: z.enum(connectWays).optional().catch(undefined),
  again: flag,
});
