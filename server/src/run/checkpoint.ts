import type { Pool } from "pg";
import { type Batcher, createBatcher } from "../base/batcher.ts";
import { isRowFault } from "../db/row-fault.ts";
import { type Checkpoint, type CheckpointOutcome, writeCheckpoints } from "./checkpoint-store.ts";

export type Checkpoints = Batcher<Checkpoint, CheckpointOutcome>;

/**
 * Group commit of everything that runs write. A row that cannot be stored (say, a result that no column takes) is found
 * by halving and rejects alone, with the database's error; its run then fails `result_not_storable`.
 */
export function createCheckpoints(pool: Pool, touch: (accounts: readonly string[]) => void): Checkpoints {
  return createBatcher<Checkpoint, CheckpointOutcome>({
    maxItems: 128,
    // One group at a time, as in the ingest: fewer and larger groups cost PostgreSQL and us less.
    concurrency: 1,
    isRowFault,
    flush: async (group) => {
      // Sorted by key, as everything that is written in groups: two groups never wait for each other in a ring.
      const sorted = group.map((each, at) => ({ each, at })).sort((a, b) => (a.each.id < b.each.id ? -1 : 1));
      const outcomes = await writeCheckpoints(
        pool,
        sorted.map(({ each }) => each),
      );
      touch([...new Set(group.map((each) => each.accountId))]);
      const answers: CheckpointOutcome[] = [];
      for (const [place, { at }] of sorted.entries()) answers[at] = outcomes[place] ?? { kind: "lost" };
      return answers;
    },
  });
}
