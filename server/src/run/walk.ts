import type { RunError } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
import {
  type CompiledAction,
  type CompiledCycle,
  type CompiledStep,
  type CompiledToolStep,
  neededInside,
  neededOutputs,
  nextSteps,
} from "../step/compile.ts";
import type { ErrorWay } from "../step/error-way.ts";
import { Effort, OutOfBreath, type Task, TooMuch, withEffort } from "../step/effort.ts";
import { StepFailure } from "../step/failure.ts";
import { assertPayload } from "../step/payload-limit.ts";
import type { Scope } from "../step/source.ts";
import type { Computed, Deferred } from "../step/tool.ts";
import { beginSleep, type Sleep, sleepOf, wakeUp } from "./asleep.ts";
import {
  endItem,
  enterLoop,
  itemOf,
  type KeptLoop,
  leaveFailedLoop,
  type Loop,
  pathOf,
  reopenLoop,
  stateOfLoop,
} from "./loop.ts";
import type { Redactor } from "./redactor.ts";
import type { Asleep, LiveRun, RunState, StepRow, Trying, WaitingFor } from "./state.ts";
import { blankRow } from "./step-row.ts";

/** Where a run stands, in memory: what the next checkpoint writes down. */
export interface Walk {
  cycle: CompiledCycle;
  outputs: Record<string, unknown>;
  /** Those of the cycle, as this run has set them. */
  variables: Record<string, unknown>;
  /** The account's, as they were when it was taken up. */
  account: Readonly<Record<string, unknown>>;
  /** Of the item at hand, inside of a For each. */
  next: string[];
  /** For eaches that it is inside of, outermost first. */
  loops: Loop[];
  trying: Trying | null;
  asleep: Asleep | null;
  waitingFor: WaitingFor | null;
  /** Attempts that are over and not yet written. */
  rows: StepRow[];
  /** The run fails, and its cycle is to stop with it. */
  stopsCycle: boolean;
  /** What is known of the step that is being computed. */
  effort: Effort;
  /** Keeps masked fields out of what is stored; null where none are masked. */
  redactor: Redactor | null;
}

/** What has to happen outside before the walk can go on, or how it ended. */
export type Advance =
  | { kind: "call"; step: CompiledAction; input: Record<string, unknown> }
  /** A tool computes in a thread; `settleTool` takes what comes of it. */
  | { kind: "defer"; step: CompiledToolStep; begin: Deferred }
  /** An evaluation is too much for here; with its answer in `walk.effort` under this key, the step is computed again. */
  | { kind: "think"; key: unknown; task: Task }
  | Sleep
  /** It computed long enough without a pause: others are to have their turn first. */
  | { kind: "pause" }
  | { kind: "succeeded" }
  | { kind: "failed"; error: RunError };

/**
 * Takes a run up where its row says it stands: at its trigger's followers when it has not begun. `kept`: of its loops;
 * `account`: the variables of its account, where its cycle looks at any.
 */
export function startWalk(
  run: Pick<LiveRun, "trigger" | "item" | "state">,
  cycle: CompiledCycle,
  kept: readonly KeptLoop[] = [],
  account: Walk["account"] = {},
): Walk {
  const { state } = run;
  const trigger = cycle.steps.get(run.trigger);
  const next = state?.next ?? (trigger ? nextSteps(trigger, null) : []);
  const loops = (state?.loops ?? []).map((loop, at) => reopenLoop(loop, kept[at], cycle.steps));
  const outputs = { ...state?.outputs };
  for (const loop of loops) outputs[loop.step.id] = itemOf(loop);
  outputs[run.trigger] = run.item;
  return {
    cycle,
    loops,
    outputs,
    variables: { ...cycle.variables, ...state?.variables },
    account,
    next: [...next],
    trying: state?.trying ?? null,
    asleep: state?.asleep ?? null,
    waitingFor: state?.waitingFor ?? null,
    rows: [],
    stopsCycle: false,
    effort: new Effort(),
    redactor: null,
  };
}

/** What the row must carry so that another process can take the walk up from here. */
export function stateOf(walk: Walk, trigger: string): RunState {
  const { cycle, loops } = walk;
  const needed = neededOutputs(cycle, [...walk.next, ...loops.flatMap(({ outside }) => outside)]);
  for (const { step } of loops) for (const output of neededInside(cycle, step)) needed.add(output);
  const outputs: Record<string, unknown> = {};
  for (const step of Object.keys(walk.outputs)) {
    // The trigger's stands in the event, the items in their lists.
    const standsElsewhere = step === trigger || loops.some((loop) => loop.step.id === step);
    if (needed.has(step) && !standsElsewhere) outputs[step] = walk.outputs[step];
  }
  const variables = setVariables(walk);
  const { next, trying, asleep, waitingFor } = walk;
  return {
    outputs,
    ...(variables && { variables }),
    next,
    ...(loops.length > 0 && { loops: loops.map(stateOfLoop) }),
    trying,
    ...(asleep && { asleep }),
    ...(waitingFor && { waitingFor }),
  };
}

/** How long a run computes at a stretch, in ms; a step under way is not cut off. */
export const stretchMs = 10;

/** Computes everything that needs nothing from outside, up to the next call, the end, or its share of time. */
export function advance(walk: Walk, clock: Clock): Advance {
  const sleeping = wake(walk, clock);
  if (sleeping) return sleeping;
  const until = clock.now() + stretchMs;
  for (;;) {
    if (clock.now() > until) return { kind: "pause" };
    const step = head(walk);
    const loop = walk.loops.at(-1);
    if (!step && !loop) return { kind: "succeeded" };
    try {
      if (!step && loop) {
        const error = goRound(walk, loop, clock);
        if (error) return { kind: "failed", error };
      }
      if (!step) continue;
      if (step.type === "action") return { kind: "call", step, input: compute(walk, step.inputFor) };
      if (step.type === "trigger") leave(walk, step, null);
      else {
        const startedAt = moment(clock);
        const computed = compute(walk, step.compute);
        if (typeof computed === "function") return { kind: "defer", step, begin: computed };
        const over = settleTool(walk, step, { computed, startedAt }, clock);
        if (over) return over;
      }
    } catch (cause: unknown) {
      if (cause instanceof TooMuch) return { kind: "think", key: cause.key, task: cause.task };
      if (cause instanceof OutOfBreath) return { kind: "pause" };
      if (!step || !(cause instanceof StepFailure)) throw cause;
      const error = failStep(walk, step, { error: cause.error, startedAt: moment(clock) }, clock);
      if (error) return { kind: "failed", error };
    }
  }
}

/** An item of a For each is through. Answers the run's error when what to collect of it fails and nothing catches that. */
function goRound(walk: Walk, loop: Loop, clock: Clock): RunError | null {
  const at = moment(clock);
  try {
    compute(walk, (scope) => endItem(walk, loop, scope, at));
    return null;
  } catch (cause: unknown) {
    if (!(cause instanceof StepFailure)) throw cause;
    leaveFailedLoop(walk, loop);
    return failStep(walk, loop.step, { error: cause.error, startedAt: loop.startedAt }, clock);
  }
}

/** The call of the step at hand went well: its output is there for later steps, and the walk goes on behind it. */
export function succeedStep(walk: Walk, step: CompiledStep, output: unknown): void {
  walk.outputs[step.id] = output;
  leave(walk, step, null);
}

interface Failure {
  error: RunError;
  startedAt: string;
  /** The attempt's row when there is one already. */
  row?: StepRow;
}

/** The step at hand failed for good. Goes on where its policy says; answers the run's error where that is nowhere. */
export function failStep(walk: Walk, step: CompiledStep, failure: Failure, clock: Clock): RunError | null {
  const { errorWay } = step;
  const number = failure.row?.number ?? (walk.trying?.number ?? 0) + 1;
  const error: RunError = { ...failure.error, step: step.id, attempt: number };
  const noted = isIgnoring(errorWay) ? { ...error, ignored: true } : error;
  const port = errorWay.kind === "port" ? errorWay.port : null;
  if (failure.row) Object.assign(failure.row, { port, error: noted });
  else walk.rows.push({ ...rowAt(walk, step, failure.startedAt, clock), number, status: "failed", port, error: noted });
  if (errorWay.kind === "end") {
    walk.stopsCycle = errorWay.stopsCycle;
    return error;
  }
  walk.outputs[step.id] = { error };
  if (errorWay.kind === "port") leave(walk, step, port);
  else drop(walk, step);
  return null;
}

const isIgnoring = (way: ErrorWay): boolean => way.kind === "nowhere" || (way.kind === "port" && way.ignored);

/** The present as the history writes it. Many runs ask in the same millisecond. */
export function moment(clock: Clock): string {
  const now = clock.now();
  if (now !== last.at) last = { at: now, text: new Date(now).toISOString() };
  return last.text;
}
let last = { at: Number.NaN, text: "" };

/** What is known of a step is forgotten when it is through, or has failed. */
function compute<T>({ outputs, variables, account, effort }: Walk, work: (scope: Scope) => T): T {
  try {
    const computed = withEffort(effort, work, { outputs, variables, account });
    effort.clear();
    return computed;
  } catch (cause: unknown) {
    if (!(cause instanceof TooMuch || cause instanceof OutOfBreath)) effort.clear();
    throw cause;
  }
}

/** Those that are not as the version has them at the start; null when all are. */
function setVariables({ cycle, variables }: Walk): Record<string, unknown> | null {
  const set = Object.entries(variables).filter(([name, value]) => cycle.variables[name] !== value);
  return set.length === 0 ? null : Object.fromEntries(set);
}

/**
 * The next step: the first one waiting that no other one waiting can still lead to, so that where branches meet again,
 * the meeting point runs once, after both.
 */
function head({ next, cycle }: Walk): CompiledStep | null {
  const id = next.length > 1 ? next.find((each) => !isBehind(cycle, next, each)) : next[0];
  return (id !== undefined && cycle.steps.get(id)) || null;
}

const isBehind = ({ steps }: CompiledCycle, next: readonly string[], id: string): boolean =>
  next.some((other) => other !== id && steps.get(other)?.followers.has(id));

/** Goes out of a step by a port: what it leads to comes before what was waiting, in document order. */
function leave(walk: Walk, step: CompiledStep, port: string | null): void {
  const rest = walk.next.filter((id) => id !== step.id);
  const next = [...nextSteps(step, port), ...rest];
  walk.next = next.length > 1 ? [...new Set(next)] : next;
  walk.trying = null;
  walk.waitingFor = null;
}

/** Goes on behind a tool that has computed; answers the run's end when it is one. Throws `StepFailure` for what is too large to keep. */
export function settleTool(
  walk: Walk,
  step: CompiledToolStep,
  { computed, startedAt }: { computed: Computed; startedAt: string },
  clock: Clock,
): Advance | null {
  const { port, input, output, variables, ends, items } = computed;
  assertPayload(input, "The input of this step");
  assertPayload(output, "The output of this step");
  if (items) {
    enterLoop(walk, step, { items, input, startedAt }, moment(clock));
    walk.trying = null;
    return null;
  }
  const asleep = beginSleep(step.id, computed, startedAt);
  if (asleep) {
    walk.asleep = asleep;
    const sleep = sleepOf(asleep, clock.now());
    const row = { ...rowAt(walk, step, startedAt, clock), number: 1, port, input, output, finishedAt: null };
    walk.rows.push({ ...row, status: sleep.status });
    return sleep;
  }
  const error = ends?.what === "run" && ends.error ? { ...ends.error, step: step.id, attempt: 1 } : null;
  const status = error ? "failed" : "succeeded";
  walk.rows.push({ ...rowAt(walk, step, startedAt, clock), number: 1, status, port, input, output, error });
  walk.outputs[step.id] = output;
  if (variables) Object.assign(walk.variables, variables);
  if (ends?.what === "run") {
    walk.next = [];
    return error ? { kind: "failed", error } : { kind: "succeeded" };
  }
  if (ends) drop(walk, step);
  else leave(walk, step, port);
  return null;
}

/** Ends a sleep whose time has come; answers what is left of one that was woken too early. */
function wake(walk: Walk, clock: Clock): Advance | null {
  const { asleep } = walk;
  if (!asleep) return null;
  const computed = wakeUp(asleep, clock.now());
  if (!computed) return sleepOf(asleep, clock.now());
  walk.asleep = null;
  const step = walk.cycle.steps.get(asleep.step);
  if (step?.type !== "tool") return null;
  return settleTool(walk, step, { computed, startedAt: asleep.startedAt }, clock);
}

/** Nothing follows on this way. */
function drop(walk: Walk, step: CompiledStep): void {
  walk.next = walk.next.filter((id) => id !== step.id);
  walk.trying = null;
}

const rowAt = ({ loops }: Walk, { id: step }: CompiledStep, startedAt: string, clock: Clock) =>
  blankRow({ step, path: pathOf(loops), startedAt, finishedAt: moment(clock) });
