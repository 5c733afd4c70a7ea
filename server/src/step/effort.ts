import type { RunError } from "@velodrome/contract";
import { StepFailure } from "./failure.ts";

/** What one evaluation may use before it counts as too long. `letters` are those of any text on the way, and of the result. */
export interface Limits {
  readonly steps: number;
  readonly ms: number;
  readonly letters: number;
  /** States of a pattern times letters of the text it is tried on. */
  readonly patternWork: number;
}

/** Beyond these an evaluation fails, wherever it is done. */
export const limitsAtAll: Limits = { steps: 20_000, ms: 1000, letters: 2_000_000, patternWork: 5_000_000 };
/** Beyond these it is done in a thread of its own: everything else in this process waits for as long as it lasts. */
const limitsHere: Limits = { steps: 2000, ms: 10, letters: 200_000, patternWork: 500_000 };

/** An evaluation, as it travels to a thread. `input` is JSON; undefined has none. `variables` too, where it looks at any. */
export type Task =
  | { kind: "expression"; text: string; input: string | undefined; variables?: string }
  | { kind: "pattern"; source: string; ignoreCase: boolean; text: string };

/** What came of one. */
export type Answer = { value: unknown } | { failure: RunError };

/** An evaluation used more than its limits. */
export class TooLong extends Error {}

/** Too much for here: to be done elsewhere, and the step computed again with the answer. */
export class TooMuch extends Error {
  readonly key: unknown;
  readonly task: Task;

  constructor(key: unknown, task: Task, cause: unknown) {
    super("An evaluation is too much for the event loop.", { cause });
    this.key = key;
    this.task = task;
  }
}

/** The step has computed long enough without a pause; it is computed again, and goes on where it was. */
export class OutOfBreath extends Error {}

/** How long the evaluations of one step may take together, without a pause. */
const breathMs = 15;

/** What is known already of the step that is being computed. A step without evaluations costs nothing here. */
export class Effort {
  #answers: Map<unknown, Answer> | null = null;
  #until = 0;
  #fresh = 0;

  get(key: unknown): Answer | undefined {
    return this.#answers?.get(key);
  }

  set(key: unknown, answer: Answer): void {
    this.#answers ??= new Map();
    this.#answers.set(key, answer);
    this.#fresh += 1;
  }

  /** The step is through. */
  clear(): void {
    this.#answers = null;
  }

  begin(): void {
    this.#fresh = 0;
    this.#until = performance.now() + breathMs;
  }

  /** At least one evaluation is done between two pauses, however slow the machine is. */
  isOutOfBreath(): boolean {
    return this.#fresh > 0 && performance.now() > this.#until;
  }
}

/** Of what must not evaluate anything: it is out of breath from the beginning. */
export class NoEffort extends Effort {
  override isOutOfBreath(): boolean {
    return true;
  }
}

let current: Effort | null = null;

/** Computes a step (at once, without waiting) within what it may take of the event loop. Throws `TooMuch`, `OutOfBreath`. */
export function withEffort<Given, T>(effort: Effort, compute: (given: Given) => T, given: Given): T {
  const outer = current;
  current = effort;
  effort.begin();
  try {
    return compute(given);
  } finally {
    current = outer;
  }
}

/**
 * One evaluation: answered from what is known, done here if it is little, or given up with `TooMuch`. Outside of
 * `withEffort`, in a thread for one, it may use all that is allowed at all. `key` tells it from the others of its step.
 */
export function evaluateHere<T>(key: unknown, task: () => Task, evaluate: (limits: Limits) => T): T {
  const effort = current;
  if (effort === null) return evaluate(limitsAtAll);
  const known = effort.get(key);
  if (known && "failure" in known) throw new StepFailure(known.failure);
  if (known) return known.value as T;
  if (effort.isOutOfBreath()) throw new OutOfBreath();
  try {
    const value = evaluate(limitsHere);
    effort.set(key, { value });
    return value;
  } catch (cause: unknown) {
    if (cause instanceof TooLong) throw new TooMuch(key, task(), cause);
    throw cause;
  }
}
