import type { RateLimit, SetupValues } from "@velodrome/kit";
import { facebookGraph } from "./graph-call.ts";

/**
 * Per Page. Source: Meta's page on Messenger rate limits, as of March 2026. What depends on how many people a Page knows
 * (200 calls a day for each) cannot be said here: Meta tells it with error 80006 and when to come back. It is the limit of Meta's own address: what a Graph URL of the
 * partner's bears is not known here.
 */
export const sendLimit: RateLimit = {
  calls: 300,
  perMs: 1000,
  holdsFor: (setup) => setup.graphUrl === null || isFacebooks(setup, setup.graphUrl),
};

/** Asked for every call, so that the address of a Setup is taken apart once. */
const known = new WeakMap<SetupValues, boolean>();

function isFacebooks(setup: SetupValues, graphUrl: string): boolean {
  let is = known.get(setup);
  if (is === undefined) known.set(setup, (is = new URL(graphUrl).origin === facebookGraph));
  return is;
}
