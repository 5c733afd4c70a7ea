import type { RunError } from "@velodrome/contract";
import { type CompiledLoop, type CompiledStep, type CompiledToolStep, nextSteps } from "../step/compile.ts";
import { assertPayload } from "../step/payload-limit.ts";
import type { Scope } from "../step/source.ts";
import type { LoopState, StepRow } from "./state.ts";
import { blankRow } from "./step-row.ts";

/** A For each that a run is inside of. */
export interface Loop {
  step: CompiledToolStep;
  startedAt: string;
  items: readonly unknown[];
  /** Of the item at hand. */
  index: number;
  /** What was collected of the items before it. */
  collected: unknown[];
  /** What is still to run when all items are through. */
  outside: string[];
  /** Its own attempt, which is complete at its end only; null when that was begun in another process. */
  row: StepRow | null;
}

/** What of a walk its loops change. */
interface Looping {
  outputs: Record<string, unknown>;
  next: string[];
  /** Outermost first. */
  loops: Loop[];
  rows: StepRow[];
}

/** What is in rows of its own, so that the run's state stays small however long the list is. */
export interface KeptLoop {
  items: readonly unknown[];
  collected: unknown[];
}

/** Which items the run is at, such as `3.0`: the first of the inner list, in the fourth of the outer one. */
export const pathOf = (loops: readonly { index: number }[]): string => loops.map(({ index }) => index).join(".");

export const stateOfLoop = ({ step, startedAt, index, outside }: Loop): LoopState => ({
  step: step.id,
  startedAt,
  index,
  outside,
});

export function reopenLoop(
  state: LoopState,
  kept: KeptLoop | undefined,
  steps: ReadonlyMap<string, CompiledStep>,
): Loop {
  const step = steps.get(state.step);
  if (step?.type !== "tool") throw new Error(`The run is inside of "${state.step}", which its version does not have.`);
  return { ...state, step, items: kept?.items ?? [], collected: kept?.collected ?? [], row: null };
}

/** What steps for the item at hand see of its For each. */
export const itemOf = ({ items, index }: Loop) => ({ item: items[index], index });

/** Begins with the first item; one without items is over at once. */
export function enterLoop(
  walk: Looping,
  step: CompiledToolStep,
  { items, input, startedAt }: { items: readonly unknown[]; input: unknown; startedAt: string },
  at: string,
): void {
  const place = { step: step.id, path: pathOf(walk.loops), startedAt, finishedAt: null };
  // The list stands in this row from the first checkpoint on, and is written once.
  const row: StepRow = { ...blankRow(place), number: 1, status: "intended", port: null, input };
  walk.rows.push(row);
  const outside = walk.next.filter((id) => id !== step.id);
  const loop: Loop = { step, startedAt, items, index: -1, collected: [], outside, row };
  walk.loops.push(loop);
  nextItem(walk, loop, at);
}

/** The steps of an item are through: keeps what is to be kept of it and goes on with the next. Throws `StepFailure`. */
export function endItem(walk: Looping, loop: Loop, scope: Scope, at: string): void {
  const { collect } = loop.step.loop ?? noLoop;
  if (collect) {
    const collected = collect(scope) ?? null;
    assertPayload(collected, "What this For each collects of an item");
    loop.collected.push(collected);
    const place = { step: loop.step.id, path: pathOf(walk.loops), startedAt: at, finishedAt: at };
    walk.rows.push({ ...blankRow(place), number: 1, status: "succeeded", port: null, output: { collected } });
  }
  nextItem(walk, loop, at);
}

const noLoop: CompiledLoop = { body: new Set(), reads: new Set(), collect: null };

function nextItem(walk: Looping, loop: Loop, at: string): void {
  const { step, items, collected } = loop;
  forgetItem(walk, loop);
  loop.index += 1;
  if (loop.index < items.length) {
    walk.outputs[step.id] = itemOf(loop);
    walk.next = [...nextSteps(step, "item")];
    return;
  }
  const output = { count: items.length, ...(step.loop?.collect && { items: collected }) };
  assertPayload(output, "What this For each has collected");
  walk.loops.pop();
  walk.outputs[step.id] = output;
  walk.next = [...new Set([...nextSteps(step, null), ...loop.outside])];
  finishRow(walk, loop, { status: "succeeded", output, finishedAt: at });
}

/** Out of a loop that failed itself: it stands before the run again, as if it had not begun. */
export function leaveFailedLoop(walk: Looping, loop: Loop): void {
  forgetItem(walk, loop);
  walk.loops.pop();
  walk.next = [loop.step.id, ...loop.outside];
}

/** The run ends here, inside of these loops: they did not come to what is behind their items. */
export function closeLoops(walk: Looping, error: RunError | null, at: string): void {
  for (let loop = walk.loops.pop(); loop; loop = walk.loops.pop()) {
    const output = error ? null : { count: loop.index };
    const port = error ? null : "item";
    finishRow(walk, loop, { status: error ? "failed" : "succeeded", port, output, error, finishedAt: at });
  }
}

/** What the steps of one item gave is not the next one's. */
function forgetItem(walk: Looping, { step }: Loop): void {
  for (const id of step.loop?.body ?? []) delete walk.outputs[id];
}

/** Completes the loop's row, or says so in another one when it is written already. */
function finishRow(
  walk: Looping,
  loop: Loop,
  end: Pick<StepRow, "status" | "output" | "finishedAt"> & Partial<Pick<StepRow, "port" | "error">>,
) {
  if (loop.row && walk.rows.includes(loop.row)) {
    Object.assign(loop.row, end);
    return;
  }
  const place = { step: loop.step.id, path: pathOf(walk.loops), startedAt: loop.startedAt, finishedAt: null };
  walk.rows.push({ ...blankRow(place), number: 1, port: null, ...end });
}
