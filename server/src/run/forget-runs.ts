import type { Retention } from "@velodrome/contract";
import type { Pool } from "pg";
import { firstIdAt } from "../base/id.ts";
import { deleteAttempts, deleteRuns, readPastRuns, type Blocks } from "./forget-run-store.ts";

const dayMs = 86_400_000;
/** One run may have 20,000 attempts. */
const attemptsAtOnce = 2000;

export interface ForgottenRuns {
  runs: number;
  attempts: number;
  files: number;
  /** When the next of these blocks is past its retention; null when nothing is left in them. */
  nextAt: Date | null;
}

/**
 * Deletes what of some blocks is past its retention: attempts and large payloads first, so that no attempt is left without
 * its run, and who is interrupted goes on with it. `pause` is waited for between two statements. Null when it was stopped.
 */
export async function forgetRuns(
  { pool, pause }: { pool: Pool; pause: () => Promise<boolean> },
  blocks: Blocks,
  { general, now }: { general: Retention; now: Date },
): Promise<ForgottenRuns | null> {
  const past = await readPastRuns(pool, blocks, general, now);
  const forgotten: ForgottenRuns = { runs: 0, attempts: 0, files: 0, nextAt: past.nextAt };
  if (past.ids.length === 0 || past.lastEnd === null) return forgotten;
  // A day of grace on both sides: attempts carry a worker's clock.
  const since = firstIdAt(msOf(blocks.part.low) - dayMs);
  const until = firstIdAt(past.lastEnd.getTime() + dayMs);
  for (let taken = attemptsAtOnce; taken === attemptsAtOnce; ) {
    if (!(await pause())) return null;
    const gone = await deleteAttempts(pool, past.ids, { since, until, limit: attemptsAtOnce });
    forgotten.attempts += gone.attempts;
    forgotten.files += gone.files;
    taken = gone.attempts;
  }
  forgotten.runs = await deleteRuns(pool, blocks.part, past);
  return forgotten;
}

/** The moment that an id says. */
const msOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
