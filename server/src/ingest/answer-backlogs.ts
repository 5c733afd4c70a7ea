import { type AuditDeps, recordAudit } from "../account/audit.ts";
import { toWire } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import {
  advanceBacklog,
  type Backlog,
  countMoreRuns,
  dropBacklog,
  noteListening,
  readBacklogRow,
  readOpenBacklogs,
} from "../cycle/backlog-store.ts";
import type { CycleConnection } from "../cycle/connection-choice.ts";
import type { CycleRecord } from "../cycle/cycle-store.ts";
import { changeCycle, type CycleDeps } from "../cycle/cycles.ts";
import { olderWaits, writeListeners } from "../cycle/listeners.ts";
import { readVersion } from "../cycle/version-store.ts";
import type { AccountScope } from "../db/database.ts";
import { type BacklogDeps, type Gap, idAt, isTriggers, momentOf, readGap } from "./backlog.ts";
import { createMatch } from "./backlog-match.ts";
import { startAnswers } from "./backlog-store.ts";

export interface AnswerBacklogsDeps extends BacklogDeps, Pick<AuditDeps, "clock">, Pick<CycleDeps, "runs"> {
  touch(accounts: readonly string[]): void;
  log: Log;
}

/** Events that one transaction looks at. */
const chunk = 1000;
/** What was on its way when the cycle began to listen is committed within so long. */
const stragglersMs = 30_000;

/**
 * Answers what came while cycles were stopped, oldest first, a chunk in each transaction, so that a process that dies leaves
 * off where another goes on. Only when it has caught up does the cycle listen, so that nothing newer overtakes; then it looks
 * once more for what was kept at that moment.
 */
export async function answerBacklogs(deps: AnswerBacklogsDeps, stop: AbortSignal): Promise<void> {
  for (const backlog of await readOpenBacklogs(deps.database.engine)) {
    await answerOne(deps, backlog, stop).catch((error: unknown) =>
      deps.log.error(
        { err: error, cycle: toWire("cycle", backlog.cycleId) },
        "what came while a cycle was stopped could not be answered; it is tried again in the next turn",
      ),
    );
  }
}

async function answerOne(deps: AnswerBacklogsDeps, backlog: Backlog, stop: AbortSignal): Promise<void> {
  for (let isMore = true; isMore && !stop.aborted; ) isMore = await answerChunk(deps, backlog);
}

/** Answers whether there is more to do at once. */
async function answerChunk(deps: AnswerBacklogsDeps, { accountId, cycleId }: Backlog): Promise<boolean> {
  const place = { accountId, cycle: toWire("cycle", cycleId) };
  const outcome = await changeCycle(deps, place, async (scope, cycle, connections) => {
    const backlog = await readBacklogRow(scope, cycleId);
    const version = backlog && (await readVersion(scope, accountId, cycleId, backlog.version));
    if (!backlog || !version || cycle.status !== "running") return null;
    const older = await olderWaits(scope, deps.runs, backlog);
    const match = await createMatch(deps, version, older, connections);
    const gap: Gap = { accountId, cycleId, since: backlog.since, match };
    return backlog.listeningAt === null
      ? catchUp(scope, deps, { backlog, gap, cycle, connections })
      : gatherStragglers(scope, backlog, gap, backlog.listeningAt);
  });
  if (!outcome) return false;
  deps.touch([accountId]);
  const { over, isMore } = outcome;
  if (over) {
    const details = { cycle: place.cycle, version: over.version, runs: over.runs };
    deps.log.info(details, "what came while a cycle was stopped is answered");
    await recordAudit(deps, { actor: over.actor, act: "backlog.answered", accountId, details });
  }
  return isMore;
}

interface Outcome {
  isMore: boolean;
  /** When nothing is left to do. */
  over: Backlog | null;
}

interface CatchUp {
  backlog: Backlog;
  gap: Gap;
  cycle: CycleRecord;
  connections: readonly CycleConnection[];
}

async function catchUp(
  scope: AccountScope,
  deps: Pick<CycleDeps, "runs">,
  { backlog, gap, cycle, connections }: CatchUp,
): Promise<Outcome> {
  const { cycleId } = backlog;
  const { events, last, isEnd } = await readGap(scope, gap, { after: backlog.after, before: null, limit: chunk });
  const runs = await startAnswers(scope, backlog, events);
  if (last !== null) await advanceBacklog(scope, backlog, { after: last, at: momentOf(last), runs });
  if (!isEnd) return { isMore: true, over: null };
  await noteListening(scope, cycleId);
  const live = cycle.version === null ? null : await readVersion(scope, cycle.accountId, cycleId, cycle.version);
  if (live !== null) await writeListeners(scope, deps.runs, { ...backlog, ...live }, connections, false);
  return { isMore: true, over: null };
}

/** Events that were being kept when the cycle began to listen, and whose senders did not see that it does. */
async function gatherStragglers(scope: AccountScope, backlog: Backlog, gap: Gap, began: Date): Promise<Outcome> {
  const since = new Date(Math.max(backlog.since.getTime(), began.getTime() - stragglersMs));
  const before = new Date(began.getTime() + stragglersMs);
  let after = idAt(since);
  let runs = 0;
  for (let isEnd = false; !isEnd; ) {
    const part = await readGap(scope, { ...gap, since: began }, { after, before, limit: chunk });
    // Which of the others were looked at already leaves no trace; a second look could hand one to a later question.
    runs += await startAnswers(scope, backlog, part.events.filter(isTriggers));
    isEnd = part.isEnd || part.last === null;
    after = part.last ?? after;
  }
  const over = { ...backlog, runs: backlog.runs + runs };
  if (Date.now() < before.getTime()) {
    await countMoreRuns(scope, backlog.cycleId, runs);
    return { isMore: false, over: null };
  }
  await dropBacklog(scope, backlog.cycleId);
  return { isMore: false, over };
}
