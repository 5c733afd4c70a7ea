import type { RunError } from "@velodrome/contract";
import { setImmediate as breathe } from "node:timers/promises";
import type { Action, ConnectorMap } from "@velodrome/kit";
import type { Pool } from "pg";
import type { VariablesOf } from "../account/variable-cache.ts";
import type { Clock } from "../base/clock.ts";
import type { WayOut } from "../base/egress.ts";
import type { Log } from "../base/log.ts";
import type { CredentialsCache } from "../connection/credentials-cache.ts";
import { type ActionResult, callAction, repeatOf } from "../step/action.ts";
import { decideRetry } from "../step/backoff.ts";
import type { CompiledAction } from "../step/compile.ts";
import { StepFailure } from "../step/failure.ts";
import type { ScriptPool } from "../step/script.ts";
import { accountVariables } from "./account-variables.ts";
import type { CallGate, Passage } from "./call-gate.ts";
import { outcomeOf } from "./call-outcome.ts";
import type { Checkpoints } from "./checkpoint.ts";
import { changeOf, type Departure, departureOf } from "./departure.ts";
import { intentOf, rowOf } from "./intent.ts";
import { closeLoops } from "./loop.ts";
import { asAnswer } from "./newcomer.ts";
import { prepare, type ReadyCall, tokenDead } from "./prepare.ts";
import { awaitNotice, putDown, sleep } from "./let-go.ts";
import { noteWait, putOff, type WaitWish } from "./put-off.ts";
import { crashesAtMost, crashesOf, recover, workerCrashed } from "./recover.ts";
import type { Intent, LiveRun, StepRow } from "./state.ts";
import { openLoops, openRun } from "./open-run.ts";
import { redactorOf } from "./redactor.ts";
import { refuseToken } from "./refuse-token.ts";
import type { ValueSealer } from "./sealed-values.ts";
import { takeTurn } from "./take-turn.ts";
import type { Versions } from "./versions.ts";
import { type Advance, advance, failStep, moment, settleTool, startWalk, succeedStep, type Walk } from "./walk.ts";
import { computedTooLong, computingAtMostMs, listGone } from "./run-limit.ts";
import { stretchOf, think } from "./think.ts";
import { type Change, writeIntent, writeResult } from "./write.ts";

export interface ExecuteDeps {
  /** Reads what a run inside of a For each goes on with. */
  pool: Pool;
  connectors: ConnectorMap;
  credentials: CredentialsCache;
  gate: CallGate;
  wayOut: WayOut;
  versions: Versions;
  checkpoints: Checkpoints;
  /** Takes the end of a run that stops its cycle. */
  cycleStops: Pick<Checkpoints, "add">;
  scripts: ScriptPool;
  /** Of what is masked in what is kept of runs. */
  sealer: ValueSealer;
  /** Whether this process still has the run's shard; when it was asleep or cut off, another may have it. */
  isOurs(): boolean;
  /** Says in which accounts there is something to do. */
  touch(accounts: readonly string[]): void;
  /** The variables of an account. */
  variablesOf: VariablesOf;
  /** The time zone of an account. */
  timezoneOf(accountId: string): Promise<string>;
  /** For how many days a run may sleep. */
  sleepDaysOf(run: { accountId: string; cycleId: string }): Promise<number>;
  clock: Clock;
  /** From 0 up to 1. */
  chance: () => number;
  log: Log;
}

/** A run whose next try is nearer than this keeps its lane; one that is further off lets others go first. */
const holdLaneMs = 60_000;

/** Attempts that a run which computes on and on keeps in memory, before it writes them down. */
const rowsInHand = 500;

/** Takes one run as far as it goes: to its end, to a wait, or out of our hands. */
export async function execute(given: ExecuteDeps, kept: LiveRun, signal: AbortSignal): Promise<Departure> {
  const deps: Hands = { ...given, abort: signal };
  const run = openRun(deps.sealer, kept);
  const cycle = await deps.versions.get(run.cycleId, run.version);
  const elsewhere = await asAnswer(deps, run, cycle);
  if (elsewhere) return elsewhere;
  const loops = await openLoops(deps, run);
  const account = await accountVariables(deps.variablesOf, run.accountId, cycle);
  const walk = startWalk(run, cycle, loops ?? [], account);
  walk.redactor = redactorOf(deps.sealer, run.accountId, walk);
  if (!loops) return end(deps, run, walk, listGone);
  const doubt = run.attempt ?? run.state?.doubt ?? null;
  const recovered = doubt && (await recover(deps, run, doubt, walk));
  if (crashesOf(run) >= crashesAtMost) return end(deps, run, walk, workerCrashed(run));
  if (doubt && recovered?.kind === "awaited") return awaitNotice(deps, { run, walk, doubt }, recovered.ms);
  if (recovered?.kind === "settled" && recovered.error) return end(deps, run, walk, recovered.error);
  let repeated = recovered?.kind === "repeat";
  for (let computedMs = 0; ; ) {
    const began = deps.clock.now();
    const next = advance(walk, deps.clock);
    if (next.kind === "pause" || next.kind === "think") {
      if (next.kind === "think" && !(await think(deps, walk, next))) return { kind: "dropped" };
      computedMs += stretchOf(deps.clock.now() - began);
      if (computedMs > computingAtMostMs) return end(deps, run, walk, computedTooLong);
      const departure = walk.rows.length < rowsInHand ? await breathe(null) : await putDown(deps, run, walk);
      if (departure) return departure;
      continue;
    }
    computedMs = 0;
    if (next.kind === "defer") {
      const departure = await computeLater(deps, run, walk, next);
      if (departure) return departure;
      continue;
    }
    if (next.kind === "sleep") return sleep(deps, run, walk, next);
    if (next.kind === "succeeded") return end(deps, run, walk, null);
    if (next.kind === "failed") return end(deps, run, walk, next.error);
    const departure = await performStep(deps, { run, walk, repeated }, next.step, next.input);
    if (departure) return departure;
    repeated = false;
  }
}

/** A tool's computation, which holds up nothing else. Null when the walk can go on. */
async function computeLater(
  deps: Hands,
  run: LiveRun,
  walk: Walk,
  { step, begin }: Extract<Advance, { kind: "defer" }>,
): Promise<Departure | null> {
  const startedAt = moment(deps.clock);
  try {
    const { scripts, clock, abort: signal } = deps;
    const [timezone, sleepDays] = [() => deps.timezoneOf(run.accountId), () => deps.sleepDaysOf(run)];
    const computed = await begin({ scripts, clock, timezone, sleepDays, signal });
    const over = settleTool(walk, step, { computed, startedAt }, clock);
    if (over?.kind === "sleep") return sleep(deps, run, walk, over);
    return over && end(deps, run, walk, over.kind === "failed" ? over.error : null);
  } catch (cause: unknown) {
    if (deps.abort.aborted) return { kind: "dropped" };
    if (!(cause instanceof StepFailure)) throw cause;
    const error = failStep(walk, step, { error: cause.error, startedAt }, deps.clock);
    return error && end(deps, run, walk, error);
  }
}

/** With what ends when the run is let go of. */
type Hands = ExecuteDeps & { abort: AbortSignal };

interface Progress {
  run: LiveRun;
  walk: Walk;
  repeated: boolean;
}

/** One action: what it needs, its turn, and one attempt. Null when the walk can go on. */
async function performStep(
  deps: Hands,
  progress: Progress,
  step: CompiledAction,
  values: Record<string, unknown>,
): Promise<Departure | null> {
  const { run, walk } = progress;
  walk.redactor?.learnInput(step.id, values);
  const ready = await prepare(deps, run.accountId, step, values);
  if ("error" in ready) {
    const error = failStep(walk, step, { error: ready.error, startedAt: moment(deps.clock) }, deps.clock);
    return error ? end(deps, run, walk, error) : null;
  }
  if ("wait" in ready) return waitWith(deps, progress, step, ready.wait);
  const turn = await takeTurn(deps.gate, run, step.step.method, ready, deps.abort);
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
    return error && end(deps, run, walk, error);
  }
  if (repeated && walk.trying) walk.trying.uncertain = true;
  const { waitMs } = put;
  const laneHeld = waitMs <= holdLaneMs;
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
  if (begun.kind === "failed") return end(deps, run, { ...walk, rows: [] }, begun.error);
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
  return takeResult(deps, progress, step, { intent, ready, result });
}

/** What came of a call. Null when the walk can go on. */
async function takeResult(
  deps: Hands,
  progress: Progress,
  step: CompiledAction,
  { intent, ready, result }: { intent: Intent; ready: ReadyCall; result: ActionResult },
): Promise<Departure | null> {
  const { run, walk } = progress;
  const { action, connection, connectionId } = ready;
  const row = rowOf(intent, moment(deps.clock));
  row.request = result.request;
  row.response = result.response;
  walk.rows.push(row);
  if (result.kind === "succeeded") {
    row.output = result.output;
    succeedStep(walk, step, result.output);
    return null;
  }
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
  return fatal ? end(deps, run, walk, fatal) : null;
}

async function end(deps: Hands, run: LiveRun, walk: Walk, error: RunError | null): Promise<Departure> {
  closeLoops(walk, error, moment(deps.clock));
  const change: Change = { ...changeOf(run, walk), status: error ? "failed" : "succeeded", state: null, error };
  const written = await writeResult(walk.stopsCycle ? { ...deps, checkpoints: deps.cycleStops } : deps, change);
  return written.kind === "lost" ? { kind: "dropped" } : { kind: "over" };
}
