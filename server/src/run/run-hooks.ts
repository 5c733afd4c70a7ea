import type { RunHooks } from "../cycle/run-hooks.ts";
import { cancelRunsOfCycle, holdRuns, readUnfinishedVersions, resumeRuns } from "./hold-store.ts";
import { wakeRunsOf } from "./reconnect-store.ts";

/** What runs do when a cycle or a connection of theirs changes. */
export const runHooks: RunHooks = {
  hold: holdRuns,
  resume: resumeRuns,
  reconnect: wakeRunsOf,
  versionsOf: readUnfinishedVersions,
  cancel: cancelRunsOfCycle,
};
