import type { RunError } from "@velodrome/contract";
import type { Action, ConnectorMap } from "@velodrome/kit";
import type { Pool } from "pg";
import type { Clock } from "../base/clock.ts";
import { newId } from "../base/id.ts";
import type { CredentialsCache } from "../connection/credentials-cache.ts";
import type { CompiledAction } from "../step/compile.ts";
import { runErrorOf } from "../step/failure.ts";
import { readNotice } from "./notice-store.ts";
import type { Intent, LiveRun, StepRow } from "./state.ts";
import { rowOf } from "./step-row.ts";
import { failStep, moment, succeedStep, type Walk } from "./walk.ts";

/** From so many crashes on, a run executes alone: if the process dies again, it was this one. */
export const crashesAlone = 3;
/** A run that ended the process this often is not tried again. */
export const crashesAtMost = 5;

export interface RecoverDeps {
  pool: Pool;
  connectors: ConnectorMap;
  credentials: Pick<CredentialsCache, "credentialsOf">;
  clock: Clock;
}

/**
 * What to do about a call that may have happened in a process that died. `awaited`: look again in so many ms whether the
 * application tells of it. `settled`: the walk goes on behind it, or the run fails.
 */
export type Recovery =
  | { kind: "repeat" }
  | { kind: "awaited"; ms: number }
  | { kind: "settled"; error: RunError | null };

/** A call by which something was sent is told of within seconds; one that is not by then was not made, or nobody says so. */
const noticeWithinMs = 30_000;
const lookEveryMs = 1000;
/** Attempts carry a worker's clock, events the ingest's. */
const graceMs = 86_400_000;

/**
 * The intent was written and no result was. Where the application tells of our calls, it says whether the call happened:
 * until 30 s after the call was begun that is waited for, which no further crash begins anew. Else whether it is made again
 * is the step's choice: to repeat it and mark it (the default), or to fail.
 */
export async function recover(deps: RecoverDeps, run: LiveRun, intent: Intent, walk: Walk): Promise<Recovery | null> {
  const step = walk.cycle.steps.get(intent.step);
  if (step?.type !== "action") return null;
  const action = deps.connectors.get(step.step.connector)?.actions[step.step.method];
  const isFirst = run.attempt !== null;
  const row: StepRow = { ...crashedRow(intent), id: isFirst ? intent.id : newId(), finishedAt: moment(deps.clock) };
  const told = action?.outcomeOf ? await readOutcome(deps, run, intent, action) : null;
  if (told) {
    walk.rows.push({ ...row, status: "succeeded", output: told.output, error: null });
    succeedStep(walk, step, told.output);
    return { kind: "settled", error: null };
  }
  const leftMs = action?.outcomeOf && (await isTold(deps, run, step)) ? timeLeft(intent, deps.clock) : 0;
  if (leftMs > 0) {
    if (isFirst) walk.rows.push({ ...row, status: "waiting", error: null, finishedAt: null });
    return { kind: "awaited", ms: Math.min(lookEveryMs, leftMs) };
  }
  walk.rows.push(row);
  walk.trying = { step: intent.step, number: intent.number, stepRunId: intent.stepRunId, uncertain: true };
  if (step.step.afterCrash !== "fail") return { kind: "repeat" };
  const { startedAt } = row;
  return { kind: "settled", error: failStep(walk, step, { error: uncertain, startedAt, row }, deps.clock) };
}

const timeLeft = ({ startedAt }: Intent, clock: Clock): number => Date.parse(startedAt) + noticeWithinMs - clock.now();

/** What the call came to, by the application's notice of it; null when there is none, or none that says so. */
async function readOutcome(
  { pool }: RecoverDeps,
  { accountId }: LiveRun,
  { stepRunId, startedAt }: Intent,
  { outcomeOf, output }: Action,
): Promise<{ output: unknown } | null> {
  const notice = await readNotice(pool, accountId, stepRunId, new Date(Date.parse(startedAt) - graceMs));
  const parsed = notice && outcomeOf && output.safeParse(outcomeOf(notice.item));
  return parsed?.success ? { output: parsed.data ?? null } : null;
}

/** Whether the application tells this connection's account of our calls. */
async function isTold(
  { connectors, credentials }: RecoverDeps,
  { accountId }: LiveRun,
  { step, connectionId }: CompiledAction,
): Promise<boolean> {
  const field = connectors.get(step.connector)?.target?.noticeField;
  if (field === undefined || connectionId === null) return false;
  const connection = await credentials.credentialsOf(accountId, connectionId);
  return connection?.subscribedFields?.includes(field) ?? false;
}

const uncertain: RunError = runErrorOf(
  "uncertain",
  "uncertain",
  "The process ended during this call, so nobody knows whether it happened, and the step is set not to repeat it. Look at the application, then retry from this step if it did not.",
);

/** The attempt of an intent whose process died. */
const crashedRow = (intent: Intent): StepRow => ({
  ...rowOf(intent, null),
  status: "uncertain",
  error: {
    ...uncertain,
    message: "The process ended during this call; whether it happened is not known.",
    step: intent.step,
    attempt: intent.number,
  },
});

/** How often the process ended while this run was in hand: an intent without a result is a time nobody has counted yet. */
export const crashesOf = (run: LiveRun): number => run.crashes + (run.attempt ? 1 : 0);

export function workerCrashed(run: LiveRun): RunError {
  const crashes = crashesOf(run);
  const message = `The process ended ${crashes} times while this run was in hand, the last times alone with it. It is not tried again by itself.`;
  return runErrorOf("terminal", "run_crashed_worker", message, { crashes });
}
