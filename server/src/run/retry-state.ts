import { AppError } from "../base/app-error.ts";
import { type CompiledCycle, type CompiledStep, neededInside, neededOutputs, nextSteps } from "../step/compile.ts";
import type { StoredStepRun } from "./step-run-store.ts";
import type { LoopState, RunState } from "./state.ts";

export const stepGone = (step: string) =>
  new AppError("step_gone", {
    message: `The newest version has no step "${step}", which this run had already done. Retry with the same version, or from the start.`,
    details: { step },
  });

export type Known = Pick<
  StoredStepRun,
  "id" | "step" | "path" | "status" | "port" | "input" | "output" | "error" | "startedAt"
>;

export interface RetryState extends RunState {
  /** Attempts whose results the new run begins with. */
  done: string[];
  /** Attempts of For eaches that it is inside of. */
  reopened: string[];
}

/**
 * Walks the graph again with what is known: done steps are passed by the port they went out of, and what is met without
 * a result is what the retry has before it. A For each that was begun goes on with the item it was at.
 */
export function stateBeforeFailure(cycle: CompiledCycle, trigger: string, attempts: readonly Known[]): RetryState {
  const start = cycle.steps.get(trigger);
  if (!start) throw stepGone(trigger);
  const latest = new Map(attempts.map((attempt) => [keyOf(attempt.step, attempt.path), attempt]));
  const done = new Map([...latest].filter(([, attempt]) => isDone(attempt)));
  for (const { step, path } of done.values()) {
    if (!fits(cycle, step, path)) throw stepGone(step);
  }
  const loops: LoopState[] = [];
  const reopened: string[] = [];
  const known: Known[] = [];
  let path = "";
  for (let entry = nextSteps(start, null); ; ) {
    const { next, passed } = walkOn(cycle, entry, path, done);
    known.push(...passed);
    const open = next.map((step) => begunLoop(step, path, attempts)).find((begun) => begun !== null);
    const step = open && cycle.steps.get(open.step);
    if (!open || !step) {
      const outputs = outputsFor(cycle, known, next, loops);
      const variables = variablesSet(cycle, attempts);
      const state: RunState = {
        outputs,
        ...(variables && { variables }),
        next,
        ...(loops.length > 0 && { loops }),
        trying: null,
      };
      return { ...state, done: [...done.values()].map(({ id }) => id), reopened };
    }
    const index = itemAtHand(cycle, open, attempts);
    const outside = next.filter((id) => id !== open.step);
    loops.push({ step: open.step, startedAt: open.startedAt.toISOString(), index, outside });
    reopened.push(open.id);
    path = inside(path, index);
    entry = nextSteps(step, "item");
  }
}

const keyOf = (step: string, path: string): string => `${step} ${path}`;
const inside = (path: string, index: number): string => (path === "" ? String(index) : `${path}.${index}`);
/** Behind it the run went on: it did its work, was skipped, or failed in a way that did not stop the run. */
const isDone = (known: Known): boolean => known.status === "succeeded" || known.status === "skipped" || isPassed(known);
const isPassed = ({ port, error }: Known): boolean => port === "error" || isIgnored(error);
const isIgnored = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "ignored" in error && error.ignored === true;

/** Whether the version has that step, in as many For eaches; what one of those has collected stands one deeper than itself. */
function fits(cycle: CompiledCycle, id: string, path: string): boolean {
  const step = cycle.steps.get(id);
  if (!step) return false;
  const depth = [...cycle.steps.values()].filter((each) => loopOf(each)?.body.has(id)).length;
  const segments = path === "" ? 0 : path.split(".").length;
  return segments === depth || (segments === depth + 1 && loopOf(step) !== null);
}

const loopOf = (step: CompiledStep | undefined) => (step?.type === "tool" ? step.loop : null);

/** Through what is done, of one item or outside of any. */
function walkOn(
  cycle: CompiledCycle,
  entry: readonly string[],
  path: string,
  done: ReadonlyMap<string, Known>,
): { next: string[]; passed: Known[] } {
  const next: string[] = [];
  const passed: Known[] = [];
  const met = new Set<string>();
  const waiting = entry.toReversed();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (met.has(id)) continue;
    met.add(id);
    const step = cycle.steps.get(id);
    const result = done.get(keyOf(id, path));
    if (!step || !result) next.push(id);
    else {
      passed.push(result);
      if (endsHere(step, result)) continue;
      waiting.push(...nextSteps(step, result.port).toReversed());
    }
  }
  return { next, passed };
}

/** A Filter that did not hold, or could not be told: nothing follows on this way. */
const endsHere = (step: CompiledStep, { output, error, status }: Known): boolean => {
  if (step.step.type !== "filter" || status === "skipped") return false;
  return isIgnored(error) || (typeof output === "object" && output !== null && "result" in output && !output.result);
};

/** The cycle's variables as these attempts have set them. */
function variablesSet(cycle: CompiledCycle, attempts: readonly Known[]): Record<string, unknown> | null {
  const set = attempts.filter(
    ({ step, status, output }) =>
      (status === "succeeded" || (status === "skipped" && isRecord(output))) && typeOf(cycle, step) === "set-variables",
  );
  return set.length === 0 ? null : Object.assign({}, ...set.map(({ output }) => output));
}

const isRecord = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const typeOf = (cycle: CompiledCycle, step: string) => cycle.steps.get(step)?.step.type;

/** The attempt of a For each that has its list: it was begun. */
const begunLoop = (step: string, path: string, attempts: readonly Known[]): Known | null =>
  attempts.findLast((each) => each.step === step && each.path === path && isBegun(each)) ?? null;

const isBegun = ({ input }: Known): boolean => typeof input === "object" && input !== null && "list" in input;

/** The last item of which anything is known; the one after it when that one is through. */
function itemAtHand(cycle: CompiledCycle, { step, path }: Known, attempts: readonly Known[]): number {
  const body = loopOf(cycle.steps.get(step))?.body;
  const depth = path === "" ? 0 : path.split(".").length;
  const prefix = path === "" ? "" : `${path}.`;
  let index = 0;
  for (const each of attempts) {
    const collected = each.step === step && each.path !== path;
    if ((!collected && !body?.has(each.step)) || !each.path.startsWith(prefix)) continue;
    index = Math.max(index, Number(each.path.split(".")[depth]) + (collected ? 1 : 0));
  }
  return index;
}

function outputsFor(
  cycle: CompiledCycle,
  known: readonly Known[],
  next: readonly string[],
  loops: readonly LoopState[],
): Record<string, unknown> {
  const needed = neededOutputs(cycle, [...next, ...loops.flatMap(({ outside }) => outside)]);
  for (const { step: id } of loops) {
    const step = cycle.steps.get(id);
    for (const output of step?.type === "tool" ? neededInside(cycle, step) : []) needed.add(output);
  }
  return Object.fromEntries(known.filter(({ step }) => needed.has(step)).map((row) => [row.step, outputOf(row)]));
}

/** As the walk left it: behind a failure stands what went wrong, which the attempt keeps as its error. */
const outputOf = (known: Known): unknown => (isPassed(known) ? { error: known.error } : known.output);
