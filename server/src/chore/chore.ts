import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Database } from "../db/database.ts";

export interface ChoreDeps {
  database: Pick<Database, "pool">;
  clock: Clock;
  log: Log;
}

/** Something done now and then. A crash may repeat it, so twice must come to the same as once. */
export type Chore<Deps = ChoreDeps> = (deps: Deps, stop: AbortSignal) => Promise<void>;

const batchSize = 1000;

/** Repeats a statement until it finds less than it may take, or somebody wants to stop; answers how many rows it took. */
export async function inBatches(take: (limit: number) => Promise<number>, stop: AbortSignal): Promise<number> {
  let total = 0;
  let taken = batchSize;
  while (taken === batchSize && !stop.aborted) {
    taken = await take(batchSize);
    total += taken;
  }
  return total;
}
