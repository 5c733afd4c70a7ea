import { cancelRunsHeldBefore } from "../run/hold-store.ts";
import { type Chore, inBatches } from "./chore.ts";

const heldMs = 7 * 24 * 3_600_000;

/** Cancels runs whose cycle was stopped more than 7 days ago and not started since. */
export const cancelHeldRuns: Chore = async ({ database, clock, log }, stop) => {
  const before = new Date(clock.now() - heldMs);
  const runs = await inBatches((limit) => cancelRunsHeldBefore(database.pool, before, limit), stop);
  if (runs > 0) log.info({ runs }, "runs that were held for more than 7 days were cancelled");
};
