import type { ConnectorMap } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import type { Database } from "../db/database.ts";
import { type Handed, handOverGroup, hasPage, readHeld } from "./hand-over-store.ts";
import { triggersIn } from "./kept-triggers.ts";

/** Events of one transaction, so that a Page with very many holds no lock for long. */
const groupSize = 500;

/**
 * Gives everything that is held of a Page to the account that has it now, and starts runs of the cycles that listen.
 * @throws AppError when the account does not have the Page
 */
export async function handOver(
  deps: { database: Database; connectors: ConnectorMap },
  place: { setupId: string; page: string; accountId: string },
): Promise<Handed> {
  const { pool } = deps.database;
  if (!(await hasPage(pool, place))) {
    throw new AppError("connection_not_found", {
      message: `This account has no connection to the Page ${place.page} of this Setup. Connect it there first.`,
      details: { page: place.page },
    });
  }
  const triggersOf = await triggersIn(deps, place.setupId);
  const all: Handed = { events: 0, runs: 0 };
  for (let isMore = true; isMore; ) {
    const held = await readHeld(pool, { ...place, limit: groupSize });
    const events = held.map((event) => ({ id: event.id, triggers: triggersOf(event) }));
    const handed = await handOverGroup(pool, place, events);
    all.events += handed.events;
    all.runs += handed.runs;
    isMore = held.length === groupSize;
  }
  return all;
}
