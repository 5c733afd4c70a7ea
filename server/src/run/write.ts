import type { RunError } from "@velodrome/contract";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../base/log.ts";
import { isCollision, isRowFault } from "../db/row-fault.ts";
import { runErrorOf } from "../step/failure.ts";
import type { Checkpoint, CheckpointOutcome } from "./checkpoint-store.ts";
import type { Checkpoints } from "./checkpoint.ts";
import type { FirstWrite } from "./first-write.ts";
import type { Redactor } from "./redactor.ts";
import type { LiveRun } from "./state.ts";

/** A checkpoint of a run in hand. */
export interface Change extends Omit<Checkpoint, "accountId" | "id" | "revision" | "startedAt"> {
  run: LiveRun;
  /** Of a run that has masked fields. */
  redactor?: Redactor | null;
}

/** What a run writes that has no row yet goes with that row. */
const add = ({ checkpoints, first }: WriteDeps, change: Change): Promise<CheckpointOutcome> =>
  first?.isOpen ? first.offer(toCheckpoint(change)) : checkpoints.add(toCheckpoint(change));

function toCheckpoint(change: Change): Checkpoint {
  const { run, redactor, status, waitMs, laneHeld, crashes } = change;
  const { accountId, id, revision, startedAt } = run;
  const { state, attempt, error, steps } = redactor?.redact(change) ?? change;
  return { accountId, id, revision, status, waitMs, laneHeld, crashes, startedAt, state, attempt, error, steps };
}

function notStorable(cause: unknown): RunError {
  const words = cause instanceof Error ? cause.message : String(cause);
  const message = `What this run produced cannot be stored: ${words}. Change the step so that its input or output is smaller or plain JSON.`;
  return runErrorOf("terminal", "result_not_storable", message);
}

/** Whether this run's own row is to blame. One given up for another transaction is not: it passes the next time. */
const isOwnFault = (cause: unknown): boolean => isRowFault(cause) && !isCollision(cause);

export interface WriteDeps {
  checkpoints: Pick<Checkpoints, "add">;
  /** Of a run that begins with its event. */
  first?: FirstWrite | undefined;
  log: Log;
  /** Ends when the run is let go of: then nothing is waited for any more. */
  abort: AbortSignal;
}

export type IntentWritten =
  | { kind: "written"; outcome: CheckpointOutcome }
  | { kind: "failed"; error: RunError; outcome: null };

/**
 * Writes an intent. When the database is not well the run is let go (it throws): no call goes out, and it is read again.
 * With the result of an earlier call in the same write it is not let go, but tried until it is written.
 */
export async function writeIntent(deps: WriteDeps, change: Change): Promise<IntentWritten> {
  try {
    const carriesResult = change.steps.some((row) => row.request !== null);
    const outcome = carriesResult ? await writeUntilWell(deps, change, passOn) : await add(deps, change);
    return { kind: "written", outcome };
  } catch (cause: unknown) {
    if (!isOwnFault(cause)) throw cause;
    return { kind: "failed", error: notStorable(cause), outcome: null };
  }
}

const passOn = (fault: unknown): never => {
  throw fault;
};

const firstPauseMs = 50;
const longestPauseMs = 2000;

/** Writes what came of a call; what cannot be stored fails its run, which can. */
export const writeResult = (deps: WriteDeps, change: Change): Promise<CheckpointOutcome> =>
  writeUntilWell(deps, change, (fault) => {
    const bare: Change = { ...change, status: "failed", waitMs: null, state: null, attempt: null, steps: [] };
    return writeUntilWell(deps, { ...bare, error: notStorable(fault) }, passOn);
  });

/**
 * A call happened, so its result is kept in memory and tried again for as long as the database is away; if the process
 * dies or lets go of it meanwhile, the intent says that the call may have happened. `atFault` is done about what the row
 * itself is at fault for. Throws the last failure when it is let go of.
 */
async function writeUntilWell(
  deps: WriteDeps,
  change: Change,
  atFault: (fault: unknown) => Promise<CheckpointOutcome>,
): Promise<CheckpointOutcome> {
  for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
    try {
      return await add(deps, change);
    } catch (cause: unknown) {
      if (isOwnFault(cause)) return atFault(cause);
      if (deps.abort.aborted) throw cause;
      deps.log.warn({ err: cause, run: change.run.id }, "a result could not be written yet");
      await pause(wait);
    }
  }
}
