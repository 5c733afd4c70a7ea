import { canBeGiven, type DraftTestResult, gatherSteps, type PlacedAttempt, type RunError } from "@velodrome/contract";
import { setImmediate as breathe } from "node:timers/promises";
import type { Clock } from "../base/clock.ts";
import type { WayOut } from "../base/egress.ts";
import type { Database } from "../db/database.ts";
import { toWire } from "../base/id.ts";
import { callAction } from "../step/action.ts";
import type { CompiledAction, CompiledCycle, CompiledStep, CompiledToolStep } from "../step/compile.ts";
import { runErrorOf, StepFailure } from "../step/failure.ts";
import type { ScriptPool } from "../step/script.ts";
import type { Computed, ToolSurroundings } from "../step/tool.ts";
import { intentOf } from "./intent.ts";
import { closeLoops } from "./loop.ts";
import { prepare, type PrepareDeps } from "./prepare.ts";
import { noteWishes } from "./pressure-store.ts";
import { computedTooLong, computingAtMostMs } from "./run-limit.ts";
import type { StepRow } from "./state.ts";
import { stretchOf, think } from "./think.ts";
import { wishAgainst } from "./test-wish.ts";
import { outcomeOf } from "./call-outcome.ts";
import { rowOf } from "./step-row.ts";
import { type Advance, advance, failStep, moment, settleTool, startWalk, succeedStep, type Walk } from "./walk.ts";

export interface RehearseDeps extends PrepareDeps {
  database: Pick<Database, "engine" | "pool">;
  wayOut: WayOut;
  scripts: ScriptPool;
  clock: Clock;
}

export interface Rehearsal {
  accountId: string;
  /** What is done; the test ends where nothing comes next. */
  cycle: CompiledCycle;
  target: string;
  /** Where it begins: at the followers of a trigger, or at the target itself. */
  begin: { trigger: string } | null;
  outputs: Readonly<Record<string, unknown>>;
  /** For eaches of which one item is done. */
  around: ReadonlySet<string>;
  /** The variables of the account. */
  account: Walk["account"];
  surroundings: Pick<ToolSurroundings, "timezone" | "sleepDays">;
}

/** More attempts than this are not shown, and not waited for. */
const rowsAtMost = 1000;

const tooMany = runErrorOf(
  "terminal",
  "test_too_long",
  "This test came to more than 1000 steps and was ended. Give it a shorter list.",
);
const outOfTime = runErrorOf(
  "cancelled",
  "test_too_long",
  "This test took longer than a minute and was ended. What it had called by then has happened.",
);

/**
 * Does steps of a draft as a run would, with nothing of it written down: no intent, no retries, and no time for sleeping. A call
 * that the application has asked not to be made is an error. Whoever waits for it may let go by `signal`.
 */
export async function rehearse(given: RehearseDeps, asked: Rehearsal, signal: AbortSignal): Promise<DraftTestResult> {
  const deps = { ...given, abort: signal };
  const walk = startWalk(beginning(asked), withGiven(asked), [], asked.account);
  for (let computedMs = 0; ; ) {
    const began = deps.clock.now();
    const next = advance(walk, deps.clock);
    const over = endOf(next, walk, signal);
    if (over !== null) return result(deps.clock, asked, walk, over.error);
    if (next.kind === "pause" || next.kind === "think") {
      if (next.kind === "think") await think(deps, walk, next);
      computedMs += stretchOf(deps.clock.now() - began);
      if (computedMs > computingAtMostMs) return result(deps.clock, asked, walk, computedTooLong);
      await breathe();
      continue;
    }
    computedMs = 0;
    const error = await perform(deps, asked, walk, next);
    if (error !== null) return result(deps.clock, asked, walk, error.error);
  }
}

type Hands = RehearseDeps & { abort: AbortSignal };
type Over = { error: RunError | null };

function endOf(next: Advance, walk: Walk, signal: AbortSignal): Over | null {
  if (next.kind === "succeeded") return { error: null };
  if (next.kind === "failed") return { error: next.error };
  if (signal.aborted) return { error: outOfTime };
  return walk.rows.length > rowsAtMost ? { error: tooMany } : null;
}

/** What has to happen before the walk can go on; answers how it ends there, if it does. */
async function perform(deps: Hands, asked: Rehearsal, walk: Walk, next: Advance): Promise<Over | null> {
  if (next.kind === "call") return call(deps, asked.accountId, walk, next);
  if (next.kind === "defer") return computeLater(deps, asked, walk, next);
  return wakeAtOnce(walk);
}

function wakeAtOnce({ asleep }: Walk): null {
  if (asleep !== null) asleep.until = 0;
  return null;
}

async function call(
  deps: Hands,
  accountId: string,
  walk: Walk,
  { step, input }: Extract<Advance, { kind: "call" }>,
): Promise<Over | null> {
  const fail = (error: RunError, startedAt: string, row?: Walk["rows"][number]) => {
    const fatal = failStep(walk, step, { error, startedAt, ...(row && { row }) }, deps.clock);
    return fatal && { error: fatal };
  };
  const ready = await prepare(deps, accountId, step, input);
  if ("error" in ready) return fail(ready.error, moment(deps.clock));
  if ("wait" in ready) return fail(waits(ready.wait), moment(deps.clock));
  const { connector, action, connection, connectionId } = ready;
  const { setupId } = connection;
  const place = connectionId && { accountId, connectionId, setupId, method: step.step.method };
  const wish = place && (await wishAgainst(deps.database.engine, place));
  if (wish) return fail(wish, moment(deps.clock));
  const intent = intentOf(deps.clock, walk, step, ready.input, false);
  const made = await callAction({
    action,
    ...{ setup: connection.setup, credentials: connection.credentials, properties: connection.properties },
    input: ready.input,
    stepRunId: intent.stepRunId,
    signal: deps.abort,
    dispatcher: deps.wayOut(connection.setup),
    pressureOf: connector.pressure,
  });
  if (place) await noteWishes(deps.database.pool, place, outcomeOf(made).pressure);
  const row = { ...rowOf(intent, moment(deps.clock)), request: made.request, response: made.response };
  walk.rows.push(row);
  if (made.kind === "succeeded") {
    row.output = made.output;
    succeedStep(walk, step, made.output);
    return null;
  }
  row.status = "failed";
  return fail(made.error, row.startedAt, row);
}

const waits = ({ code, message }: { code: string; message: string }): RunError => runErrorOf("terminal", code, message);

async function computeLater(
  deps: Hands,
  { surroundings }: Rehearsal,
  walk: Walk,
  { step, begin }: Extract<Advance, { kind: "defer" }>,
): Promise<Over | null> {
  const { scripts, clock, abort: signal } = deps;
  const startedAt = moment(clock);
  try {
    const computed = await begin({ scripts, clock, signal, ...surroundings });
    const over = settleTool(walk, step, { computed, startedAt }, clock);
    if (over === null || over.kind === "sleep") return wakeAtOnce(walk);
    return { error: over.kind === "failed" ? over.error : null };
  } catch (cause: unknown) {
    if (signal.aborted) return { error: outOfTime };
    if (!(cause instanceof StepFailure)) throw cause;
    const error = failStep(walk, step, { error: cause.error, startedAt }, clock);
    return error && { error };
  }
}

function beginning({ begin, outputs, target }: Rehearsal): Parameters<typeof startWalk>[0] {
  const state = { outputs: { ...outputs }, next: [target], trying: null };
  if (begin === null) return { trigger: target, item: undefined, state };
  return { trigger: begin.trigger, item: outputs[begin.trigger], state: null };
}

/** The cycle with every step whose output is given giving just that, and one item of each For each around the target. */
function withGiven({ cycle, outputs, target, around }: Rehearsal): CompiledCycle {
  const steps = [...cycle.steps].map(([id, compiled]): [string, CompiledStep] => {
    if (id === target || compiled.type === "trigger") return [id, compiled];
    if (Object.hasOwn(outputs, id) && canBeGiven(compiled.step)) return [id, giving(compiled, outputs[id])];
    return [id, around.has(id) && compiled.type === "tool" ? withOneItem(compiled) : compiled];
  });
  return { ...cycle, steps: new Map(steps) };
}

function giving(compiled: CompiledAction | CompiledToolStep, output: unknown): CompiledToolStep {
  const { id, reads, needs, followers, next, errorWay, retry } = compiled;
  const port = compiled.step.type === "wait-for-event" ? "event" : null;
  return {
    ...{ id, reads, needs, followers, next, errorWay, retry, loop: null, wait: null },
    type: "tool",
    step: { id, type: "note", text: "" },
    compute: () => ({ port, input: null, output }),
  };
}

function withOneItem(compiled: CompiledToolStep): CompiledToolStep {
  const first = (computed: Computed): Computed =>
    computed.items === undefined ? computed : { ...computed, items: computed.items.slice(0, 1) };
  return {
    ...compiled,
    compute(scope) {
      const computed = compiled.compute(scope);
      return typeof computed === "function" ? async (given) => first(await computed(given)) : first(computed);
    },
  };
}

function result(clock: Clock, { target, outputs, begin }: Rehearsal, walk: Walk, ended: RunError | null) {
  closeLoops(walk, ended, moment(clock));
  const own = walk.rows.findLast(({ step }) => step === target);
  // Also where a policy of the cycle would have gone on behind it.
  const error = ended ?? (own?.status === "failed" ? (own.error as RunError) : null);
  const done = walk.rows.filter(({ step }) => step === target || begin === null || !Object.hasOwn(outputs, step));
  const status = error !== null ? "failed" : own === undefined ? "not-reached" : "succeeded";
  return { status, error, steps: gatherSteps(done.map(toPlaced)) } satisfies DraftTestResult;
}

const toPlaced = (row: StepRow): PlacedAttempt => ({
  ...row,
  id: toWire("stepRun", row.id),
  error: row.error as RunError | null,
});
