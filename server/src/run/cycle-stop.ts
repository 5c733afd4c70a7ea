import type { RunError } from "@velodrome/contract";
import { raiseNoticeIn } from "../account/notices.ts";
import type { Clock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import { outlastCollisions } from "../connection/collision.ts";
import { lockCycle } from "../cycle/cycle-store.ts";
import { stopLocked } from "../cycle/start-stop.ts";
import { stoppedNoticeKey } from "../cycle/stopped-notice.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { inTransaction } from "../db/queryable.ts";
import { noticesTopic, type Topic } from "../db/signal.ts";
import { type Checkpoint, type CheckpointOutcome, writeCheckpoints } from "./checkpoint-store.ts";
import type { Checkpoints } from "./checkpoint.ts";
import { runHooks } from "./run-hooks.ts";
import { readRunVersion } from "./version-store.ts";

export interface CycleStopDeps {
  database: Database;
  clock: Clock;
  touch(topics: readonly Topic[]): void;
}

/**
 * Takes the ends of runs whose error stops their cycle: the run's end, the stop and the notice of it are one transaction,
 * so that a process that dies leaves all of it or nothing. Rare, so it is not part of the group commit.
 */
export const createCycleStops = (deps: CycleStopDeps): Pick<Checkpoints, "add"> => ({
  async add(checkpoint) {
    const outcome = await outlastCollisions(() =>
      deps.database.engine.transaction().execute((scope) => endWithCycle(deps, scope, checkpoint)),
    );
    deps.touch([checkpoint.accountId, noticesTopic]);
    return outcome;
  },
});

async function endWithCycle(
  { clock }: CycleStopDeps,
  scope: AccountScope,
  checkpoint: Checkpoint,
): Promise<CheckpointOutcome> {
  const { accountId, id } = checkpoint;
  const place = await readRunVersion(scope, accountId, id);
  // As everybody who stops a cycle does: its row first, its runs then.
  const cycle = place && (await lockCycle(scope, accountId, place.cycleId));
  const [outcome = { kind: "lost" } as const] = await writeCheckpoints(inTransaction(scope), [checkpoint]);
  const runs = cycle?.status === "running" && cycle.version === place?.version;
  if (outcome.kind === "lost" || !cycle || !runs) return outcome;
  await stopLocked(scope, runHooks, cycle, false);
  const { step, message } = checkpoint.error as RunError;
  await raiseNoticeIn(inTransaction(scope), clock, {
    key: stoppedNoticeKey(cycle.id),
    code: "cycle_stopped_by_error",
    severity: "error",
    message: `The cycle "${cycle.name}" stopped because its step "${step}" failed in ${toWire("run", id)}: ${message} Its other runs are held. Mend the cause, then start the cycle again.`,
    act: null,
    accountId,
    connectionId: null,
    setupId: null,
    connector: null,
  });
  return outcome;
}
