import type { CycleStart, CycleWithDocument, StartedCycle } from "@velodrome/contract";
import { recordAudit } from "../account/audit.ts";
import { clearNoticeIn } from "../account/notices.ts";
import { AppError } from "../base/app-error.ts";
import type { AccountScope } from "../db/database.ts";
import { wakeChore } from "../db/wake-chore-store.ts";
import { backlogChore, clearUnanswered, dropBacklog, openBacklog } from "./backlog-store.ts";
import { inTransaction } from "../db/queryable.ts";
import { noticesTopic } from "../db/signal.ts";
import { listPagesAnsweredTwice } from "./connection-use-store.ts";
import { type CycleMove, moves } from "./cycle-state.ts";
import { changeStatus, type CycleRecord } from "./cycle-store.ts";
import { writeDue } from "./due.ts";
import { deleteDue } from "./due-store.ts";
import { answer, changeCycle, type CycleDeps, type CyclePlace, findCycle } from "./cycles.ts";
import { deleteListeners } from "./listener-store.ts";
import { writeListeners } from "./listeners.ts";
import { assertReady, publishIfChanged } from "./publish.ts";
import type { RunHooks } from "./run-hooks.ts";
import { stoppedNoticeKey } from "./stopped-notice.ts";

/** Runs the draft from the next event on; what an earlier stop held goes on. `once`: until it has taken one event. */
export async function startCycle(
  deps: CycleDeps,
  place: CyclePlace,
  wanted: CycleStart & { actor: string },
): Promise<StartedCycle> {
  const { once = false, backlog = "none", actor } = wanted;
  if (once && backlog !== "none") {
    throw new AppError("invalid_request", {
      message: "A cycle that runs once takes the next event. Start it without `once` to answer what came before.",
    });
  }
  const started = await changeCycle(deps, place, async (scope, cycle, connections) => {
    await assertReady(deps, scope, cycle, connections);
    const live = await publishIfChanged(scope, cycle, connections, actor);
    await move(scope, cycle, "start");
    const since = cycle.status === "running" ? null : cycle.unansweredSince;
    if (since !== null && backlog !== "none") {
      await openBacklog(scope, live, { actor, since, recentOnly: backlog === "recent" });
    } else if (since !== null) await clearUnanswered(scope, cycle.id);
    await writeListeners(scope, deps.runs, live, connections, once);
    // Left by a cycle that stopped by itself: a start counts from now.
    if (cycle.status !== "running") await deleteDue(scope, cycle.accountId, cycle.id);
    await writeDue(scope, live, deps.clock.now(), once);
    await deps.runs.resume(scope, cycle.id);
    await clearNoticeIn(inTransaction(scope), stoppedNoticeKey(cycle.id));
    return { cycle: await answer(scope, await findCycle(scope, place)), id: cycle.id, since };
  });
  deps.touch([noticesTopic]);
  if (started.since !== null) {
    const { since, cycle } = started;
    const details = { cycle: cycle.id, since: since.toISOString(), answer: backlog };
    await recordAudit(deps, { actor, act: "backlog.decided", accountId: place.accountId, details });
    if (backlog !== "none") await wakeChore(deps.database.pool, backlogChore);
  }
  const pages = await listPagesAnsweredTwice(deps.database.engine, started.id);
  return { ...started.cycle, warnings: pages.map(answeredTwice) };
}

/** Only where a Setup lets accounts share a Page; whose the other cycle is stays unsaid. */
const answeredTwice = (page: string): StartedCycle["warnings"][number] => ({
  code: "page_answered_twice",
  message: `The Page ${page} is connected elsewhere in this installation as well, and a cycle there answers too: whoever writes to it may get two answers.`,
  details: { page },
});

/** Takes no more events. `finish` lets runs in flight end; otherwise they wait for the next start. */
export async function stopCycle(
  deps: CycleDeps,
  place: CyclePlace,
  wanted: { finish?: boolean | undefined },
): Promise<CycleWithDocument> {
  return changeCycle(deps, place, async (scope, cycle) => {
    await stopLocked(scope, deps.runs, cycle, wanted.finish ?? false);
    return answer(scope, await findCycle(scope, place));
  });
}

/** Of a cycle locked in this transaction. */
export async function stopLocked(
  scope: AccountScope,
  runs: Pick<RunHooks, "hold">,
  cycle: Pick<CycleRecord, "accountId" | "id">,
  finish: boolean,
): Promise<void> {
  await move(scope, cycle, "stop");
  await dropBacklog(scope, cycle.id);
  // What ends still has its questions answered.
  await deleteListeners(scope, cycle.accountId, cycle.id, { keepWaits: finish });
  await deleteDue(scope, cycle.accountId, cycle.id);
  if (!finish) await runs.hold(scope, cycle.id);
}

async function move(scope: AccountScope, cycle: Pick<CycleRecord, "accountId" | "id">, name: CycleMove): Promise<void> {
  if (await changeStatus(scope, cycle, moves[name])) return;
  throw new AppError("cycle_not_running", {
    message: "The cycle was never started, so it cannot be stopped. Start it first.",
  });
}
