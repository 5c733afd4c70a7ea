import type { CleanUp } from "@velodrome/contract";
import { noteCleanUp } from "../account/clean-up.ts";
import type { Settings } from "../account/settings.ts";
import { type RetentionRules, readRetentionRules } from "../cycle/retention.ts";
import type { Database } from "../db/database.ts";
import type { ChoreDeps } from "./chore.ts";
import { forgetDays, type Forgetting } from "./forget-days.ts";
import { type Forgotten, nothingForgotten } from "./forgotten.ts";
import { createPace } from "./pace.ts";

export interface ForgetHistoryDeps extends ChoreDeps {
  database: Database;
  settings: Settings;
  /** Told of what was deleted, as it goes. */
  observeForgotten(counts: Forgotten): void;
}

/** Deletes events, runs, attempts and large payloads that are past their retention. */
export async function forgetHistory(deps: ForgetHistoryDeps, stop: AbortSignal): Promise<void> {
  const { database, clock, log } = deps;
  const startedAt = new Date(clock.now());
  const { retention } = await deps.settings.general();
  const rules: RetentionRules = await readRetentionRules(database.engine, retention);
  const total: Forgotten = { ...nothingForgotten };
  const note = (end: Pick<CleanUp, "finishedAt" | "failure">) =>
    noteCleanUp(database, { startedAt: startedAt.toISOString(), ...total, ...end });
  const report = async (counts: Partial<Forgotten>) => {
    for (const key of Object.keys(total) as (keyof Forgotten)[]) total[key] += counts[key] ?? 0;
    deps.observeForgotten({ ...nothingForgotten, ...counts });
    await note({ finishedAt: null, failure: null });
  };
  const work: Forgetting = { pool: database.pool, rules, now: startedAt, rest: createPace(stop), report };
  try {
    await note({ finishedAt: null, failure: null });
    await forgetDays(work);
    await note({ finishedAt: stop.aborted ? null : new Date(clock.now()).toISOString(), failure: null });
  } catch (error: unknown) {
    await note({ finishedAt: null, failure: error instanceof Error ? error.message : String(error) });
    throw error;
  }
  if (Object.values(total).some((count) => count > 0)) log.info({ ...total }, "history past its retention was deleted");
}
