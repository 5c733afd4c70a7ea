import type { Operation, RunRetry } from "@velodrome/contract";
import { recordAuditIn, systemActor } from "../account/audit.ts";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { newId, toWire } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import { isDatabaseTrouble } from "../db/database-trouble.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { inTransaction } from "../db/queryable.ts";
import { isCollision } from "../db/row-fault.ts";
import { insideSavepoint } from "../db/savepoint-store.ts";
import { cancelRuns } from "./hold-store.ts";
import {
  endOperation,
  lockRunningOperation,
  markProgress,
  type OperationRow,
  readRunningOperations,
  waitForTurn,
} from "./operation-store.ts";
import { endedActs } from "./operations.ts";
import { retryRun } from "./retry.ts";
import { choiceOf } from "./run-choice.ts";
import { listChosenRuns, type StoredRun } from "./run-store.ts";
import { UnreadableVersion, type Versions } from "./versions.ts";

export interface OperationWorkDeps {
  database: Database;
  versions: Versions;
  clock: Clock;
  log: Log;
  touch(accounts: readonly string[]): void;
  /** Events are a higher room's, which says here what becomes of the next ones. */
  replayChunk(scope: AccountScope, operation: OperationRow): Promise<Chunk>;
}

/** What became of the next runs or events of an operation. */
export interface Chunk {
  looked: number;
  /** The last one that was looked at; null when there was none. */
  last: string | null;
  isEnd: boolean;
  done: number;
  skipped: Operation["skipped"];
}

/** Runs of one transaction. */
const chunkSize = 50;
const atOnce = 20;

/** Works at every operation that runs, a chunk of each in turn, until all are done. One that fails is left for the next time. */
export async function workAtOperations(deps: OperationWorkDeps, stop: AbortSignal): Promise<void> {
  const troubled = new Set<string>();
  for (;;) {
    const running = await readRunningOperations(deps.database.pool, atOnce + troubled.size);
    const open = running.filter(({ id }) => !troubled.has(id));
    if (open.length === 0) return;
    for (const operation of open) {
      if (stop.aborted) return;
      if (!(await tryChunk(deps, operation))) troubled.add(operation.id);
    }
  }
}

async function tryChunk(deps: OperationWorkDeps, operation: Pick<OperationRow, "accountId" | "id">): Promise<boolean> {
  try {
    return await workAtChunk(deps, operation);
  } catch (error: unknown) {
    const id = toWire("operation", operation.id);
    deps.log.error({ err: error, operation: id }, "an operation could not go on; it is tried again in the next turn");
    return false;
  }
}

/**
 * The next runs of an operation. What is done to them and how far it is are one transaction: a process that dies leaves
 * both or neither, and no run is done twice. False when nothing could be done now.
 */
async function workAtChunk(
  deps: OperationWorkDeps,
  { accountId, id }: Pick<OperationRow, "accountId" | "id">,
): Promise<boolean> {
  // Runs that it makes have ids behind its own, by which they are known not to be meant; a clock that is behind would break that.
  if (newId() <= id) return false;
  const worked = await deps.database.withAccount(accountId, async (scope) => {
    await waitForTurn(inTransaction(scope), accountId);
    const operation = await lockRunningOperation(inTransaction(scope), accountId, id);
    if (!operation) return false;
    const chunk = await (operation.kind === "replay"
      ? deps.replayChunk(scope, operation)
      : runChunk(deps, scope, operation));
    const done = operation.done + chunk.done;
    const skipped = added(operation.skipped, chunk.skipped);
    const seenEvents = operation.seenEvents + (operation.kind === "replay" ? chunk.looked : 0);
    const lookedAt = chunk.last ?? operation.lookedAt;
    await markProgress(inTransaction(scope), { accountId, id, lookedAt, seenEvents, done, skipped });
    if (chunk.isEnd) await finish(deps, scope, { ...operation, done, skipped, seenEvents });
    return true;
  });
  if (worked) deps.touch([accountId]);
  return worked;
}

async function runChunk(deps: OperationWorkDeps, scope: AccountScope, operation: OperationRow): Promise<Chunk> {
  const { accountId } = operation;
  const page = { after: operation.lookedAt, limit: chunkSize };
  const runs = await listChosenRuns(scope, accountId, choiceOf(operation), page);
  const counts =
    operation.kind === "retry" ? await retryAll(deps, scope, operation, runs) : await cancelAll(scope, accountId, runs);
  const last = runs.at(-1)?.id ?? null;
  return { ...counts, looked: runs.length, last, isEnd: runs.length < chunkSize };
}

interface Counts {
  done: number;
  skipped: Operation["skipped"];
}

async function retryAll(
  deps: OperationWorkDeps,
  scope: AccountScope,
  { how }: OperationRow,
  runs: readonly StoredRun[],
): Promise<Counts> {
  const counts: Counts = { done: 0, skipped: {} };
  for (const run of runs) {
    const code = await retryOne(deps, scope, run, how as RunRetry);
    if (code === null) counts.done += 1;
    else counts.skipped = added(counts.skipped, { [code]: 1 });
  }
  return counts;
}

/** Answers why it could not be retried; null when it was. */
async function retryOne(
  deps: OperationWorkDeps,
  scope: AccountScope,
  run: StoredRun,
  { from, version }: RunRetry,
): Promise<string | null> {
  try {
    await insideSavepoint(scope, () => retryRun(scope, deps, run, { from, version }));
    return null;
  } catch (error: unknown) {
    if (error instanceof AppError) return error.code;
    if (error instanceof UnreadableVersion) return "unavailable";
    if (isDatabaseTrouble(error) || isCollision(error)) throw error;
    deps.log.warn({ err: error, run: toWire("run", run.id) }, "a run could not be retried");
    return "internal";
  }
}

async function cancelAll(scope: AccountScope, accountId: string, runs: readonly StoredRun[]): Promise<Counts> {
  const ids = runs.map(({ id }) => id);
  const done = ids.length === 0 ? 0 : await cancelRuns(scope, accountId, ids);
  return { done, skipped: done === runs.length ? {} : { run_finished: runs.length - done } };
}

async function finish(deps: OperationWorkDeps, scope: AccountScope, operation: OperationRow): Promise<void> {
  const { accountId, id, kind, done, skipped } = operation;
  await endOperation(inTransaction(scope), operation, "done", new Date(deps.clock.now()));
  const events = operation.expectedEvents === null ? undefined : operation.seenEvents;
  const details = { id: toWire("operation", id), events, runs: done, skipped };
  await recordAuditIn(inTransaction(scope), deps.clock, {
    actor: systemActor,
    act: endedActs[kind],
    accountId,
    details,
  });
}

function added(known: Operation["skipped"], more: Operation["skipped"]): Operation["skipped"] {
  const sum = { ...known };
  for (const [code, count] of Object.entries(more)) sum[code] = (sum[code] ?? 0) + count;
  return sum;
}
