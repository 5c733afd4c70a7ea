import { eventKinds, runStatuses } from "@velodrome/contract";
import { z } from "zod";
import { connectWays } from "../features/connections/connect-way.ts";

/** What stands behind the ? of an address. A wrong part is left out instead of breaking the page. */
const word = z.string().min(1).max(500).optional().catch(undefined);

export const runsSearch = z.object({ cycle: word, status: z.enum(runStatuses).optional().catch(undefined), q: word });

export const eventsSearch = z.object({
  kind: z.enum(eventKinds).optional().catch(undefined),
  routed: z.boolean().optional().catch(undefined),
  q: word,
});

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
  again: z.boolean().optional().catch(undefined),
});
