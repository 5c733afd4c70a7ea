import type { Pool } from "pg";
import type { VariablesOf } from "../account/variable-cache.ts";
import { fromWire, toWire } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { CompiledCycle } from "../step/compile.ts";
import { StepFailure } from "../step/failure.ts";
import type { CompiledWait } from "../step/tool.ts";
import { accountVariables } from "./account-variables.ts";
import {
  handToWaiting,
  readOutlook,
  readWaitingRuns,
  readWaitPlaces,
  stopAnswers,
  type WaitingRun,
} from "./answer-store.ts";
import { answered } from "./asleep.ts";
import { openLoops, openRun } from "./open-run.ts";
import { Redactor } from "./redactor.ts";
import type { ValueSealer } from "./sealed-values.ts";
import type { LiveRun, RunState } from "./state.ts";
import type { Versions } from "./versions.ts";
import { startWalk } from "./walk.ts";

export interface AnswerDeps {
  pool: Pool;
  versions: Versions;
  /** The variables of an account. */
  variablesOf: VariablesOf;
  /** Of what is masked in what is kept of runs. */
  sealer: ValueSealer;
  log: Pick<Log, "warn">;
  /** Says in which accounts there is something to do. */
  touch(accounts: readonly string[]): void;
}

/**
 * What became of an event that may be what a run waits for. `nobody`: it is none's. `later`: no trigger wants it, and a run
 * that will wait for it may be on its way.
 */
export type Answering = { kind: "absorbed" } | { kind: "lost" } | { kind: "nobody" } | { kind: "later"; ms: number };

/**
 * Gives the event of a run that has not begun to the oldest run that waits for it. The newcomer is its lane's head: the
 * runs before it have come to their waits, so that an answer is found however quickly it followed the question.
 */
export async function answerWaiting(deps: AnswerDeps, newcomer: LiveRun, cycle: CompiledCycle): Promise<Answering> {
  const { pool } = deps;
  for (const waiting of await runsWaitingFor(deps, newcomer)) {
    if (!waiting.state?.asleep || newcomer.eventId === null || !(await isAccepted(deps, waiting, newcomer.item)))
      continue;
    const answer = { event: toWire("event", newcomer.eventId), item: newcomer.item };
    const state = await sealedAnswer(deps, waiting, {
      ...waiting.state,
      asleep: answered(waiting.state.asleep, answer),
    });
    if (!(await handToWaiting(pool, newcomer, waiting, state))) return { kind: "lost" };
    deps.touch([newcomer.accountId]);
    return { kind: "absorbed" };
  }
  return isOnlyAnswer(newcomer, cycle) ? putOff(pool, newcomer, cycle) : { kind: "nobody" };
}

/** Whether an event came to be looked at for the sake of waiting runs alone. */
export const isOnlyAnswer = ({ trigger }: LiveRun, cycle: CompiledCycle): boolean =>
  cycle.steps.get(trigger)?.step.type === "wait-for-event";

async function runsWaitingFor({ pool, versions }: AnswerDeps, newcomer: LiveRun): Promise<WaitingRun[]> {
  const { places, connectionId } = await readWaitPlaces(pool, newcomer);
  const wanted: { version: number; step: string; key: string }[] = [];
  for (const place of places) {
    const wait = waitOf(await versions.get(newcomer.cycleId, place.version), place.step);
    const key = wait && isOf(wait, connectionId) ? keyIn(wait, newcomer) : null;
    if (key !== null) wanted.push({ ...place, key });
  }
  return wanted.length === 0 ? [] : readWaitingRuns(pool, newcomer, wanted);
}

function waitOf(cycle: CompiledCycle, id: string): CompiledWait | null {
  const step = cycle.steps.get(id);
  return step?.type === "tool" ? step.wait : null;
}

const isOf = ({ connection }: CompiledWait, connectionId: string | null): boolean =>
  connection === undefined || connectionId === null || fromWire("connection", connection) === connectionId;

/** What a run waits for that this event could end; null when it is of another kind, or lacks what is asked for. */
function keyIn({ methods, keyOf }: CompiledWait, { mayAnswer, lane, item }: LiveRun): string | null {
  if (!(mayAnswer ?? "").split(",").some((method) => methods.has(method))) return null;
  return keyOf ? orNull(() => keyOf(item)) : lane;
}

/** The event goes into the waiting run's row, where its step may mask some of it. */
async function sealedAnswer(deps: AnswerDeps, waiting: WaitingRun, state: RunState): Promise<RunState> {
  const { redaction } = await deps.versions.get(waiting.cycleId, waiting.version);
  if (!redaction || !state.asleep?.answer) return state;
  const redactor = new Redactor(deps.sealer, waiting.accountId, redaction);
  const { asleep } = state;
  const item = redactor.output(asleep.step, asleep.answer?.item);
  return { ...state, sealed: true, asleep: { ...asleep, answer: { ...state.asleep.answer, item } } };
}

async function isAccepted(deps: AnswerDeps, kept: WaitingRun, item: unknown): Promise<boolean> {
  const cycle = await deps.versions.get(kept.cycleId, kept.version);
  const accepts = waitOf(cycle, kept.step)?.accepts;
  if (!accepts) return true;
  // A copy: what is handed over is written as it was kept.
  const waiting = openRun(deps.sealer, { ...kept });
  const loops = await openLoops(deps, waiting);
  const account = await accountVariables(deps.variablesOf, waiting.accountId, cycle);
  const { outputs, variables } = startWalk(waiting, cycle, loops ?? []);
  // One that the condition cannot be put to is not the one that is waited for.
  return orNull(() => accepts({ outputs: { ...outputs, [waiting.step]: item }, variables, account })) ?? false;
}

function orNull<T>(evaluate: () => T): T | null {
  try {
    return evaluate();
  } catch (cause: unknown) {
    if (!(cause instanceof StepFailure)) throw cause;
    return null;
  }
}

const firstLookMs = 1000;
/** As long as a call may take by which a run asks for the event that comes back. */
const looksForMs = 30_000;

/**
 * An event that is known by a key is in no lane of the run that asked for it: it may come while that run still waits for the
 * answer to its call. So it is looked at again, each time after as long as it has been there.
 */
async function putOff(pool: Pool, newcomer: LiveRun, cycle: CompiledCycle): Promise<Answering> {
  const outlook = await readOutlook(pool, newcomer);
  if (!outlook) return { kind: "lost" };
  const { ageMs, others, running } = outlook;
  if (!running && !others) await stopAnswers(pool, newcomer);
  const hasKey = [...cycle.steps.values()].some(
    (step) => step.type === "tool" && step.wait?.keyOf && keyIn(step.wait, newcomer) !== null,
  );
  if (!hasKey || !others || ageMs >= looksForMs) return { kind: "nobody" };
  return { kind: "later", ms: Math.max(firstLookMs, ageMs) };
}
