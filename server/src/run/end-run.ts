import type { RunError } from "@velodrome/contract";
import { changeOf, type Departure } from "./departure.ts";
import type { Hands } from "./hands.ts";
import { closeLoops } from "./loop.ts";
import type { LiveRun } from "./state.ts";
import { moment, type Walk } from "./walk.ts";
import { type Change, writeResult } from "./write.ts";

/** Writes down how a run ended. */
export async function endRun(deps: Hands, run: LiveRun, walk: Walk, error: RunError | null): Promise<Departure> {
  // An end that changes more than its run does not go with the event: the run ends when it has its row.
  if (walk.stopsCycle && deps.first?.isOpen) {
    deps.first.giveUp();
    return { kind: "dropped" };
  }
  closeLoops(walk, error, moment(deps.clock));
  const change: Change = { ...changeOf(run, walk, null), status: error ? "failed" : "succeeded", error };
  const written = await writeResult(walk.stopsCycle ? { ...deps, checkpoints: deps.cycleStops } : deps, change);
  return written.kind === "lost" ? { kind: "dropped" } : { kind: "over" };
}
