import type { RunError } from "@velodrome/contract";
import type { Action } from "@velodrome/kit";
import { type ActionResult, callAction, repeatOf } from "../step/action.ts";
import { decideRetry } from "../step/backoff.ts";
import type { CompiledAction } from "../step/compile.ts";
import type { Passage } from "./call-gate.ts";
import { outcomeOf } from "./call-outcome.ts";
import { changeOf, type Departure, departureOf } from "./departure.ts";
import { endRun } from "./end-run.ts";
import type { Hands } from "./hands.ts";
import { intentOf } from "./intent.ts";
import { prepare, type ReadyCall, tokenDead } from "./prepare.ts";
import { lastsForLane, noteWait, putOff, type WaitWish } from "./put-off.ts";
import { crashesOf } from "./recover.ts";
import { refuseToken } from "./refuse-token.ts";
import type { LiveRun, StepRow } from "./state.ts";
import { rowOf } from "./step-row.ts";
import { takeTurn } from "./take-turn.ts";
import { failStep, moment, succeedStep, type Walk } from "./walk.ts";
import { type Change, writeIntent, writeResult } from "./write.ts";

/** A run whose next try is nearer than this keeps its lane; most of those that are further off let others go first. */
const holdLaneMs = 60_000;

interface Progress {
  run: LiveRun;
  walk: Walk;
  repeated: boolean;
}

/** One action: what it needs, its turn, and one attempt. Null when the walk can go on. */
export async function performStep(
  deps: Hands,
  progress: Progress,
  step: CompiledAction,
  values: Record<string, unknown>,
): Promise<Departure | null> {
  const { run, walk } = progress;
  walk.redactor?.learnInput(step.id, values);
  const prepared = prepare(deps, run.accountId, step, values);
  const ready = prepared instanceof Promise ? await prepared : prepared;
  if ("error" in ready) {
    const error = failStep(walk, step, { error: ready.error, startedAt: moment(deps.clock) }, deps.clock);
    return error ? endRun(deps, run, walk, error) : null;
  }
  if ("wait" in ready) return waitWith(deps, progress, step, ready.wait);
  const asked = takeTurn(deps.gate, run, step.step.method, ready, deps.abort);
  const turn = asked instanceof Promise ? await asked : asked;
  if (turn === null) return { kind: "dropped" };
  if (turn.kind === "wait") return waitWith(deps, progress, step, { ...turn.why, ms: turn.ms });
  try {
    return await attemptCall(deps, progress, step, ready, turn.passage);
  } finally {
    turn.passage.end({ kind: "left", pressure: [] });
  }
}

/** The call cannot be made yet: the run lets its place go, or its step fails when it has waited long enough. */
async function waitWith(
  deps: Hands,
  { run, walk, repeated }: Progress,
  step: CompiledAction,
  wish: WaitWish,
): Promise<Departure | null> {
  const { clock } = deps;
  const put = putOff(walk, step, wish, clock);
  if ("error" in put) {
    const error = failStep(walk, step, { error: put.error, startedAt: moment(clock) }, clock);
    return error && endRun(deps, run, walk, error);
  }
  if (repeated && walk.trying) walk.trying.uncertain = true;
  const { waitMs } = put;
  const laneHeld = waitMs <= holdLaneMs || lastsForLane(walk, run.trigger, step, wish);
  const crashes = repeated ? crashesOf(run) : 0;
  const written = await writeResult(deps, { ...changeOf(run, walk), status: "waiting", waitMs, laneHeld, crashes });
  return departureOf(run, written) ?? { kind: "waits", laneHeld };
}

/** One attempt: intent, call, result. Null when the walk can go on. */
async function attemptCall(
  deps: Hands,
  progress: Progress,
  step: CompiledAction,
  ready: ReadyCall,
  passage: Passage,
): Promise<Departure | null> {
  const { run, walk } = progress;
  const { abort: signal } = deps;
  const { connector, action, connection, input } = ready;
  const intent = intentOf(deps.clock, walk, step, input, progress.repeated);
  walk.trying = { step: step.id, number: intent.number, stepRunId: intent.stepRunId };
  walk.waitingFor = null;
  // A repeated call is still the call that was in hand when a process died: only its result takes the count back.
  const crashes = progress.repeated ? crashesOf(run) : intent.repeated ? run.crashes : 0;
  if (signal.aborted || !deps.isOurs()) return { kind: "dropped" };
  const begun = await writeIntent(deps, {
    ...changeOf(run, walk),
    status: "running",
    attempt: intent,
    crashes,
  });
  if (begun.kind === "failed") return endRun(deps, run, { ...walk, rows: [] }, begun.error);
  const left = departureOf(run, begun.outcome);
  if (left) return left;
  walk.rows = [];
  // It may have slept since it asked for the intent to be written.
  if (!deps.isOurs()) return { kind: "dropped" };
  const { setup, credentials, properties } = connection;
  const made = await callAction({
    action,
    setup,
    credentials,
    properties,
    input,
    stepRunId: intent.stepRunId,
    signal,
    dispatcher: deps.wayOut(setup),
    pressureOf: connector.pressure,
  });
  const { redactor } = walk;
  // Before anybody hears of it: the connection's other calls, whoever has to sign in.
  const result = made.kind === "failed" && redactor ? { ...made, error: redactor.error(made.error) } : made;
  // We are letting go of it: the intent stands, and whoever comes next decides what the call may have done.
  if (result.kind === "failed" && signal.aborted) return { kind: "dropped" };
  passage.end(outcomeOf(result));
  const row = rowOf(intent, moment(deps.clock));
  row.request = result.request;
  row.response = result.response;
  walk.rows.push(row);
  if (result.kind === "failed") return takeFailure(deps, progress, step, { row, ready, result });
  row.output = result.output;
  succeedStep(walk, step, result.output);
  return null;
}

/** The call failed. Null when the walk can go on. */
async function takeFailure(
  deps: Hands,
  progress: Progress,
  step: CompiledAction,
  { row, ready, result }: { row: StepRow; ready: ReadyCall; result: Extract<ActionResult, { kind: "failed" }> },
): Promise<Departure | null> {
  const { run, walk } = progress;
  const { action, connection, connectionId } = ready;
  const { error, retryAfterMs } = result;
  const failed = { row, error, retryAfterMs, repeat: repeatOf(action, ready.input) };
  if (!result.reauthenticate || connectionId === null) return failedCall(deps, progress, step, failed);
  const { accessToken } = connection.credentials;
  const token = { accessToken, reason: { code: error.code, message: error.message } };
  if (await refuseToken(deps, run, connectionId, token)) {
    row.status = "failed";
    row.error = { ...error, step: step.id, attempt: row.number };
    return waitWith(deps, { run, walk, repeated: false }, step, tokenDead);
  }
  // Refused was what we remembered; the connection has another token by now, with which the call is tried again.
  return failedCall(deps, progress, step, { ...failed, error: { ...error, class: "retryable" } });
}

interface FailedCall {
  row: StepRow;
  error: RunError;
  retryAfterMs: number | undefined;
  repeat: Action["repeat"];
}

async function failedCall(
  deps: Hands,
  { run, walk }: Progress,
  step: CompiledAction,
  failed: FailedCall,
): Promise<Departure | null> {
  const { row, ...call } = failed;
  const neverRepeat = step.step.afterCrash === "fail";
  if (neverRepeat) call.repeat = "unsafe";
  const decision = decideRetry({ ...call, policy: step.retry, attempt: row.number, neverRepeat, chance: deps.chance });
  const { error } = call;
  row.status = decision.uncertain ? "uncertain" : "failed";
  row.error = { ...error, step: step.id, attempt: row.number };
  if (decision.kind === "retry") {
    if (walk.trying && decision.uncertain) walk.trying.uncertain = true;
    const laneHeld = decision.inMs <= holdLaneMs;
    noteWait(walk, step, { code: error.code, message: error.message, ms: decision.inMs }, deps.clock);
    const change: Change = { ...changeOf(run, walk), status: "waiting", waitMs: decision.inMs, laneHeld };
    const written = await writeResult(deps, change);
    return departureOf(run, written) ?? { kind: "waits", laneHeld };
  }
  const fatal = failStep(walk, step, { error, startedAt: row.startedAt, row }, deps.clock);
  return fatal ? endRun(deps, run, walk, fatal) : null;
}
