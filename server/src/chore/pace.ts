import { setTimeout as pause } from "node:timers/promises";

/** So that what nobody waits for never gets the larger half of a machine. */
const longestRestMs = 2000;

/**
 * Rests for as long as the work since the last rest took. Answers false when somebody wants to stop. What serves people
 * and senders gets at least every other moment, however slow the disk.
 */
export function createPace(stop: AbortSignal, now: () => number = () => performance.now()): () => Promise<boolean> {
  let since = now();
  return async () => {
    if (stop.aborted) return false;
    await pause(Math.min(now() - since, longestRestMs));
    since = now();
    return !stop.aborted;
  };
}
