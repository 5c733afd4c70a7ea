import { deleteDaylessEventKeys, dropOldEventKeys } from "../ingest/event-key-store.ts";
import { type Chore, inBatches } from "./chore.ts";

const daylessMs = 72 * 3_600_000;

/** Forgets what arrived so long ago that nobody delivers it a second time. */
export const forgetEventKeys: Chore = async ({ database, clock, log }, stop) => {
  const now = clock.now();
  const days = await dropOldEventKeys(database.pool, new Date(now).toISOString().slice(0, 10));
  const before = new Date(now - daylessMs);
  const keys = await inBatches((limit) => deleteDaylessEventKeys(database.pool, before, limit), stop);
  if (days + keys > 0) log.info({ days, keys }, "old keys of events were forgotten");
};
