import type { Clock } from "../../base/clock.ts";
import { think } from "../../step/think-worker.ts";
import { type Advance, advance as advanceHere, type Walk } from "../walk.ts";

/** As a worker with threads: what is too much for the event loop, as anything is on a busy machine, is computed all the same. */
export function advance(walk: Walk, clock: Clock): Exclude<Advance, { kind: "think" }> {
  for (;;) {
    const next = advanceHere(walk, clock);
    if (next.kind !== "think") return next;
    const thought = think(next.task);
    const value: unknown =
      thought.kind === "done" && thought.value !== undefined ? JSON.parse(thought.value) : undefined;
    walk.effort.set(next.key, thought.kind === "failed" ? { failure: thought.failure } : { value });
  }
}
