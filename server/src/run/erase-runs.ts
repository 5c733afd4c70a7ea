import type { Pool } from "pg";
import type { Database } from "../db/database.ts";
import { eraseFinishedRuns, readLiveRunsOfPerson, readRunStretchEnd, type RunsOfPerson } from "./erase-run-store.ts";
import { cancelRun } from "./hold-store.ts";

const nil = "00000000-0000-0000-0000-000000000000";
const stretchLength = 2000;

/** Answers whether none is left: a call in hand is let to end, and its run with it. */
export async function cancelLiveRuns(database: Database, who: RunsOfPerson): Promise<boolean> {
  for (const id of await readLiveRunsOfPerson(database.pool, who)) {
    await database.withAccount(who.accountId, (scope) => cancelRun(scope, who.accountId, id));
  }
  return (await readLiveRunsOfPerson(database.pool, who)).length === 0;
}

/** Finished runs with their steps and files. False when it was stopped. */
export async function eraseRuns(pool: Pool, erasureId: string, who: RunsOfPerson, stop: AbortSignal): Promise<boolean> {
  let after = nil;
  while (!stop.aborted) {
    const end = await readRunStretchEnd(pool, who.accountId, after, stretchLength);
    if (end === null) return true;
    await eraseFinishedRuns(pool, erasureId, who, { after, end });
    after = end;
  }
  return false;
}
