import { setImmediate as breathe } from "node:timers/promises";
import { Effort, NoEffort } from "../step/effort.ts";
import { StepFailure } from "../step/failure.ts";
import { accountVariables } from "./account-variables.ts";
import type { Departure } from "./departure.ts";
import { endRun } from "./end-run.ts";
import type { Hands } from "./hands.ts";
import { awaitNotice, putDown, sleep } from "./let-go.ts";
import { asAnswer, mayBeAnswer } from "./newcomer.ts";
import { openLoops, openRun } from "./open-run.ts";
import { performStep } from "./perform-step.ts";
import { crashesAtMost, crashesOf, recover, workerCrashed } from "./recover.ts";
import { redactorOf } from "./redactor.ts";
import { computedTooLong, computingAtMostMs, listGone } from "./run-limit.ts";
import type { LiveRun } from "./state.ts";
import { stretchOf, think } from "./think.ts";
import { type Advance, advance, failStep, moment, settleTool, startWalk, stretchMs, type Walk } from "./walk.ts";

/** Attempts that a run which computes on and on keeps in memory, before it writes them down. */
const rowsInHand = 500;

/** Takes one run as far as it goes: to its end, to a wait, or out of our hands. */
export async function execute(deps: Hands, kept: LiveRun): Promise<Departure> {
  kept.startedAt ??= new Date(deps.clock.now());
  const run = openRun(deps.sealer, kept);
  const version = deps.versions.get(run.cycleId, run.version);
  const cycle = version instanceof Promise ? await version : version;
  const elsewhere = mayBeAnswer(run, cycle) ? await asAnswer(deps, run, cycle) : null;
  if (elsewhere) return elsewhere;
  const loops = run.state?.loops ? await openLoops(deps, run) : [];
  const variables = accountVariables(deps.variablesOf, run.accountId, cycle);
  const account = variables instanceof Promise ? await variables : variables;
  const walk = startWalk(run, cycle, loops ?? [], account);
  walk.redactor = redactorOf(deps.sealer, run.accountId, walk);
  // Before its event is on disk nothing is done that might take long, or end the process: nobody would know of it.
  if (deps.first) walk.effort = new NoEffort();
  if (!loops) return endRun(deps, run, walk, listGone);
  const doubt = run.attempt ?? run.state?.doubt ?? null;
  const recovered = doubt && (await recover(deps, run, doubt, walk));
  if (crashesOf(run) >= crashesAtMost) return endRun(deps, run, walk, workerCrashed(run));
  if (doubt && recovered?.kind === "awaited") return awaitNotice(deps, { run, walk, doubt }, recovered.ms);
  if (recovered?.kind === "settled" && recovered.error) return endRun(deps, run, walk, recovered.error);
  let repeated = recovered?.kind === "repeat";
  for (let computedMs = 0; ; ) {
    const began = deps.clock.now();
    const next = advance(walk, deps.clock);
    if (deps.first?.isOpen && isLong(next)) {
      deps.first.giveUp(deps.clock.now() - began > stretchMs ? "slow" : "unfit");
      return { kind: "dropped" };
    }
    if (next.kind === "pause" || next.kind === "think") {
      if (next.kind === "think" && !(await think(deps, walk, next))) return { kind: "dropped" };
      computedMs += stretchOf(deps.clock.now() - began);
      if (computedMs > computingAtMostMs) return endRun(deps, run, walk, computedTooLong);
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
    if (next.kind === "succeeded") return endRun(deps, run, walk, null);
    if (next.kind === "failed") return endRun(deps, run, walk, next.error);
    const departure = await performStep(deps, { run, walk, repeated }, next.step, next.input);
    if (departure) return departure;
    if (walk.effort instanceof NoEffort && !deps.first?.isOpen) walk.effort = new Effort();
    repeated = false;
  }
}

const isLong = ({ kind }: Advance): boolean => kind === "pause" || kind === "think" || kind === "defer";

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
    return over && endRun(deps, run, walk, over.kind === "failed" ? over.error : null);
  } catch (cause: unknown) {
    if (deps.abort.aborted) return { kind: "dropped" };
    if (!(cause instanceof StepFailure)) throw cause;
    const error = failStep(walk, step, { error: cause.error, startedAt }, deps.clock);
    return error && endRun(deps, run, walk, error);
  }
}
