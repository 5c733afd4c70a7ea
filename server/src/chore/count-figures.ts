import { countFigures as countAll } from "../ingest/count-figures.ts";
import type { Chore } from "./chore.ts";

/** Counts what happened in the hours that are over. */
export const countFigures: Chore = async ({ database, clock, log }, stop) => {
  const hours = await countAll(database.pool, clock.now(), () => stop.aborted);
  if (hours > 1) log.info({ hours }, "hours were counted for the dashboard");
};
