import type { ScriptPool } from "../step/script.ts";
import type { Advance, Walk } from "./walk.ts";

const stretchAtMostMs = 250;

/** Of one stretch counts no more than it can have taken: a clock that is set forward must not end a run. */
export const stretchOf = (ms: number): number => Math.min(Math.max(ms, 0), stretchAtMostMs);

/** Has an evaluation done in a thread. False when the run was let go of meanwhile. */
export async function think(
  { scripts, abort }: { scripts: ScriptPool; abort: AbortSignal },
  walk: Walk,
  { key, task }: Extract<Advance, { kind: "think" }>,
): Promise<boolean> {
  try {
    walk.effort.set(key, await scripts.think(task, abort));
    return true;
  } catch (cause: unknown) {
    if (abort.aborted) return false;
    throw cause;
  }
}
