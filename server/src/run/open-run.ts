import type { Pool } from "pg";
import type { KeptLoop } from "./loop.ts";
import { readKeptLoops } from "./loop-store.ts";
import { openValues, type ValueSealer } from "./sealed-values.ts";
import type { LiveRun } from "./state.ts";

/** A run as its row has it, with every value as it is. The same object where nothing was sealed: it counts its revisions. */
export function openRun<Run extends LiveRun>(sealer: ValueSealer, run: Run): Run {
  const { accountId, state, attempt } = run;
  if (state?.sealed) run.state = openValues(sealer, accountId, state);
  if (attempt?.sealed) run.attempt = openValues(sealer, accountId, attempt);
  return run;
}

/** The lists that a run is going through, and what it has collected. Null when they are past their retention. */
export async function openLoops(
  { pool, sealer }: { pool: Pool; sealer: ValueSealer },
  run: Pick<LiveRun, "accountId" | "id" | "startedAt" | "state">,
): Promise<KeptLoop[] | null> {
  const { state } = run;
  if (!state?.loops) return [];
  const kept = await readKeptLoops(pool, run, state.loops);
  return kept && state.sealed ? openValues(sealer, run.accountId, kept) : kept;
}
