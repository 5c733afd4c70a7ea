import type { RateLimit } from "@velodrome/kit";
import { facebookGraph } from "./graph-call.ts";

/**
 * Per Page. Source: Meta's page on Messenger rate limits, as of March 2026. What depends on how many people a Page knows
 * (200 calls a day for each) cannot be said here: Meta tells it with error 80006 and when to come back. It is the limit of Meta's own address: what a Graph URL of the
 * partner's bears is not known here.
 */
export const sendLimit: RateLimit = {
  calls: 300,
  perMs: 1000,
  holdsFor: ({ graphUrl }) => graphUrl === null || new URL(graphUrl).origin === facebookGraph,
};
