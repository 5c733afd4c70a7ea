import type { CheckpointOutcome } from "./checkpoint-store.ts";
import type { LiveRun, RunState } from "./state.ts";
import { stateOf, type Walk } from "./walk.ts";
import type { Change } from "./write.ts";

/**
 * How a run left this worker's hands. `over`: it ended. `waits`: it goes on later, and holds its lane when `laneHeld`.
 * `cancelled`: a person asked for it while a step was in hand. `dropped`: somebody else has it, or it was let go of.
 * `absorbed`: another run took its event, and its place.
 */
export type Departure =
  | { kind: "over" }
  | { kind: "waits"; laneHeld: boolean }
  | { kind: "cancelled" }
  | { kind: "dropped" }
  | { kind: "absorbed" };

/** A checkpoint with what is done of a run so far; of one that goes on, unless told that it carries nothing any more. */
export const changeOf = (run: LiveRun, walk: Walk, state: RunState | null = stateOf(walk, run.trigger)): Change => ({
  run,
  waitMs: null,
  laneHeld: false,
  crashes: 0,
  state,
  attempt: null,
  error: null,
  steps: walk.rows,
  status: "running",
  redactor: walk.redactor,
});

/** Null when the run is still in our hands after a write. */
export function departureOf(run: LiveRun, outcome: CheckpointOutcome | null): Departure | null {
  if (outcome === null || outcome.kind === "lost") return { kind: "dropped" };
  run.revision += 1;
  if (outcome.wish === null) return null;
  return outcome.wish === "cancel" ? { kind: "cancelled" } : { kind: "dropped" };
}
