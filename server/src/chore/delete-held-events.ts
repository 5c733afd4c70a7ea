import { deleteHeldEvents } from "../ingest/held-event-store.ts";
import { type Chore, inBatches } from "./chore.ts";

/** Deletes events that no account has taken within the hours that their Setup holds them. */
export const deleteHeldEventsInTime: Chore = async ({ database, clock, log }, stop) => {
  const now = new Date(clock.now());
  const events = await inBatches((limit) => deleteHeldEvents(database.pool, now, limit), stop);
  if (events > 0) log.info({ events }, "events that no account took were deleted");
};
