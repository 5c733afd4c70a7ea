import type { RunError } from "@velodrome/contract";
import { setImmediate as breathe } from "node:timers/promises";
import type { Action, ConnectorMap, Credentials } from "@velodrome/kit";
import type { Pool } from "pg";
import type { Clock } from "../base/clock.ts";
import type { WayOut } from "../base/egress.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import type { Log } from "../base/log.ts";
import type { CredentialsCache, RefusedToken } from "../connection/credentials-cache.ts";
import { callAction } from "../step/action.ts";
import { decideRetry } from "../step/backoff.ts";
import type { CompiledAction } from "../step/compile.ts";
import { runErrorOf, StepFailure } from "../step/failure.ts";
import type { ScriptPool } from "../step/script.ts";
import type { CheckpointOutcome } from "./checkpoint-store.ts";
import type { Checkpoints } from "./checkpoint.ts";
import { closeLoops, pathOf } from "./loop.ts";
import { readKeptLoops } from "./loop-store.ts";
import { prepare } from "./prepare.ts";
import { crashedRow, crashesAtMost, crashesOf, recover, workerCrashed } from "./recover.ts";
import type { Intent, LiveRun, StepRow } from "./state.ts";
import type { Versions } from "./versions.ts";
import {
  type Advance,
  advance,
  failStep,
  moment,
  settleTool,
  startWalk,
  stateOf,
  succeedStep,
  type Walk,
} from "./walk.ts";
import { type Change, writeIntent, writeResult } from "./write.ts";

export interface ExecuteDeps {
  /** Reads what a run inside of a For each goes on with. */
  pool: Pool;
  connectors: ConnectorMap;
  credentials: CredentialsCache;
  wayOut: WayOut;
  versions: Versions;
  checkpoints: Checkpoints;
  /** Takes the end of a run that stops its cycle. */
  cycleStops: Pick<Checkpoints, "add">;
  scripts: ScriptPool;
  /** Whether this process still has the run's shard; when it was asleep or cut off, another may have it. */
  isOurs(): boolean;
  /** The time zone of an account. */
  timezoneOf(accountId: string): Promise<string>;
  clock: Clock;
  /** From 0 up to 1. */
  chance: () => number;
  log: Log;
}

/**
 * How a run left this worker's hands. `over`: it ended. `waits`: it goes on later, and holds its lane when `laneHeld`.
 * `cancelled`: a person asked for it while a step was in hand. `dropped`: somebody else has it, or it was let go of.
 */
export type Departure =
  | { kind: "over" }
  | { kind: "waits"; laneHeld: boolean }
  | { kind: "cancelled" }
  | { kind: "dropped" };

/** A run whose next try is nearer than this keeps its lane; one that is further off lets others go first. */
const holdLaneMs = 60_000;

/** How long a run may compute between two calls, pauses for others included. */
const computingAtMostMs = 10_000;

const computedTooLong = runErrorOf(
  "terminal",
  "run_too_long",
  "The steps of this run computed for more than 10 s between two calls. Make their expressions smaller, or have fewer of them.",
);

const listGone = runErrorOf(
  "terminal",
  "list_gone",
  "The list that a For each of this run goes through is past its retention, so the run cannot go on. Retry it from the start.",
);

/** Attempts that a run which computes on and on keeps in memory, before it writes them down. */
const rowsInHand = 500;

/** Takes one run as far as it goes: to its end, to a wait, or out of our hands. */
export async function execute(given: ExecuteDeps, run: LiveRun, signal: AbortSignal): Promise<Departure> {
  const deps: Hands = { ...given, abort: signal };
  const cycle = await deps.versions.get(run.cycleId, run.version);
  const kept = run.state?.loops ? await readKeptLoops(deps.pool, run, run.state.loops) : [];
  const walk = startWalk(run, cycle, kept ?? []);
  if (!kept) return end(deps, run, walk, listGone);
  const recovered = run.attempt && recover(run.attempt, walk, deps);
  if (crashesOf(run) >= crashesAtMost) return end(deps, run, walk, workerCrashed(run));
  if (recovered?.kind === "uncertain") {
    const error = failStep(
      walk,
      recovered.step,
      { error: recovered.error, startedAt: recovered.row.startedAt, row: recovered.row },
      deps.clock,
    );
    if (error) return end(deps, run, walk, error);
  }
  let repeated = recovered?.kind === "repeat";
  for (let began = deps.clock.now(); ; ) {
    const next = advance(walk, deps.clock);
    if (next.kind === "pause") {
      const paused = deps.clock.now();
      if (paused - began > computingAtMostMs) return end(deps, run, walk, computedTooLong);
      const departure = walk.rows.length < rowsInHand ? await breathe(null) : await putDown(deps, run, walk);
      if (departure) return departure;
      began += deps.clock.now() - paused;
      continue;
    }
    if (next.kind === "defer") {
      const departure = await computeLater(deps, run, walk, next);
      if (departure) return departure;
      began = deps.clock.now();
      continue;
    }
    if (next.kind === "sleep") return sleep(deps, run, walk, next.ms);
    if (next.kind === "succeeded") return end(deps, run, walk, null);
    if (next.kind === "failed") return end(deps, run, walk, next.error);
    const departure = await performStep(deps, { run, walk, repeated }, next.step, next.input);
    if (departure) return departure;
    repeated = false;
    began = deps.clock.now();
  }
}

/** Writes down what is done so far. Null when the walk can go on. */
async function putDown(deps: Hands, run: LiveRun, walk: Walk): Promise<Departure | null> {
  const departure = departureOf(run, await writeResult(deps, changeOf(run, walk)));
  walk.rows = [];
  return departure;
}

/** Lets the run go until its time has come, and its lane with it. */
async function sleep(deps: Hands, run: LiveRun, walk: Walk, ms: number): Promise<Departure> {
  const written = await writeResult(deps, { ...changeOf(run, walk), status: "sleeping", waitMs: ms });
  return departureOf(run, written) ?? { kind: "waits", laneHeld: false };
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
    const timezone = () => deps.timezoneOf(run.accountId);
    const computed = await begin({ scripts, clock, timezone, signal });
    const over = settleTool(walk, step, { computed, startedAt }, clock);
    if (over?.kind === "sleep") return sleep(deps, run, walk, over.ms);
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

/** One attempt of an action: intent, call, result. Null when the walk can go on. */
async function performStep(
  deps: Hands,
  progress: Progress,
  step: CompiledAction,
  values: Record<string, unknown>,
): Promise<Departure | null> {
  const { run, walk, repeated } = progress;
  const { abort: signal } = deps;
  const prepared = await prepare(deps, run.accountId, step, values);
  if ("error" in prepared) {
    const error = failStep(walk, step, { error: prepared.error, startedAt: moment(deps.clock) }, deps.clock);
    return error ? end(deps, run, walk, error) : null;
  }
  const intent = intentOf(deps.clock, walk, step, prepared.input, repeated);
  walk.trying = { step: step.id, number: intent.number, stepRunId: intent.stepRunId };
  // A repeated call is still the call that was in hand when a process died: only its result takes the count back.
  const crashes = repeated ? run.crashes + 1 : 0;
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
  const { action, connection } = prepared;
  const { setup, credentials, properties } = connection;
  const result = await callAction({
    action,
    setup,
    credentials,
    properties,
    input: prepared.input,
    stepRunId: intent.stepRunId,
    signal,
    dispatcher: deps.wayOut(setup),
  });
  // We are letting go of it: the intent stands, and whoever comes next decides what the call may have done.
  if (result.kind === "failed" && signal.aborted) return { kind: "dropped" };
  const row = rowOf(intent, moment(deps.clock));
  row.request = result.request;
  row.response = result.response;
  walk.rows.push(row);
  if (result.kind === "succeeded") {
    row.output = result.output;
    succeedStep(walk, step, result.output);
    return null;
  }
  // Refused was what we remembered; the connection has another token by now, with which the call is tried again.
  const isOutdated = result.reauthenticate && !(await refuseToken(deps, run, step, refusedOf(credentials, result)));
  return failedCall(deps, progress, step, {
    row,
    error: isOutdated ? { ...result.error, class: "retryable" } : result.error,
    retryAfterMs: result.retryAfterMs,
    repeat: action.repeat,
  });
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
  const decision = decideRetry({ ...call, policy: step.retry, attempt: row.number, neverRepeat, chance: deps.chance });
  const { error } = call;
  row.status = decision.uncertain ? "uncertain" : "failed";
  row.error = { ...error, step: step.id, attempt: row.number };
  if (decision.kind === "retry") {
    if (walk.trying && decision.uncertain) walk.trying.uncertain = true;
    const laneHeld = decision.inMs <= holdLaneMs;
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

function intentOf(clock: Clock, walk: Walk, { id: step }: CompiledAction, input: unknown, repeated: boolean): Intent {
  const before = walk.trying?.step === step ? walk.trying : null;
  const id = newId();
  const stepRunId = before?.stepRunId ?? toWire("stepRun", id);
  const number = (before?.number ?? 0) + 1;
  const again = repeated || (before?.uncertain ?? false);
  return { id, stepRunId, step, path: pathOf(walk.loops), number, repeated: again, input, startedAt: moment(clock) };
}

const rowOf = (intent: Intent, finishedAt: string): StepRow => ({
  ...crashedRow(intent),
  status: "succeeded",
  error: null,
  finishedAt,
});

const changeOf = (run: LiveRun, walk: Walk): Change => ({
  run,
  waitMs: null,
  laneHeld: false,
  crashes: 0,
  state: stateOf(walk, run.trigger),
  attempt: null,
  error: null,
  steps: walk.rows,
  status: "running",
});

function departureOf(run: LiveRun, outcome: CheckpointOutcome | null): Departure | null {
  if (outcome === null || outcome.kind === "lost") return { kind: "dropped" };
  run.revision += 1;
  if (outcome.wish === null) return null;
  return outcome.wish === "cancel" ? { kind: "cancelled" } : { kind: "dropped" };
}

const refusedOf = ({ accessToken }: Credentials, { error: { code, message } }: { error: RunError }): RefusedToken => ({
  accessToken,
  reason: { code, message },
});

/** Answers whether that token was still the connection's; then it needs signing in again. */
async function refuseToken(deps: Hands, run: LiveRun, { step }: CompiledAction, token: RefusedToken): Promise<boolean> {
  const id = step.connection === undefined ? null : fromWire("connection", step.connection);
  if (id === null) return true;
  const marked = await deps.credentials.markNeedsReauthentication(run.accountId, id, token);
  deps.log.warn({ connection: step.connection, marked }, "a connection's token was refused");
  return marked;
}
