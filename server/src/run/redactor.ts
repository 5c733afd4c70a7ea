import type { RunError } from "@velodrome/contract";
import type { CompiledCycle } from "../step/compile.ts";
import { type CompiledRedaction, replaceAt, replaceFields, type RedactedPaths } from "../step/redaction.ts";
import { KnownValues } from "./known-values.ts";
import { sealedValue, type ValueSealer } from "./sealed-values.ts";
import type { Asleep, Intent, RunState, StepRow } from "./state.ts";

/** What of a run is written down at once. */
interface Writing {
  state: RunState | null;
  attempt: Intent | null;
  error: unknown;
  steps: readonly StepRow[];
}

/** What of a run is in memory. */
interface Held {
  outputs: Record<string, unknown>;
  variables: Record<string, unknown>;
  loops: readonly { step: { id: string }; items: readonly unknown[]; collected: readonly unknown[] }[];
}

/** For a run that is taken up, with what it brings; null where its version masks nothing. */
export function redactorOf(
  sealer: ValueSealer,
  accountId: string,
  held: Held & { cycle: Pick<CompiledCycle, "redaction"> },
): Redactor | null {
  if (!held.cycle.redaction) return null;
  const redactor = new Redactor(sealer, accountId, held.cycle.redaction);
  redactor.learnHeld(held);
  return redactor;
}

/**
 * Keeps masked fields of one run out of what is stored of it. At its paths a value is sealed, so that the run finds it again
 * after a wait or a crash. What stood there is also known by itself: wherever the run goes on to use it, it is sealed as
 * well, and in what was said to an application and in errors, which no run reads, it is replaced.
 */
export class Redactor {
  readonly #sealer: ValueSealer;
  readonly #accountId: string;
  readonly #rules: CompiledRedaction;
  readonly #known = new KnownValues();

  constructor(sealer: ValueSealer, accountId: string, rules: CompiledRedaction) {
    this.#sealer = sealer;
    this.#accountId = accountId;
    this.#rules = rules;
  }

  /** Remembers what is masked in a step's input, before anything is done with it. */
  learnInput(step: string, input: unknown): void {
    this.#learn(input, this.#rules.inputOf(step));
  }

  /** Remembers what a run has when it is taken up: what was sealed in its rows, and its event. */
  learnHeld({ outputs, variables, loops }: Held): void {
    for (const { step, items, collected } of loops) {
      this.learnInput(step.id, { list: items });
      this.#learn({ items: collected }, this.#rules.outputOf(step.id));
    }
    this.#learnKept(outputs, variables);
  }

  /** The same run, as it may be stored. */
  redact<Change extends Writing>(change: Change): Change {
    this.#learnAll(change);
    const { state, attempt, error, steps } = change;
    return {
      ...change,
      state: state && this.#state(state),
      attempt: attempt && this.#attempt(attempt),
      error: this.error(error),
      steps: steps.map((row) => this.#row(row)),
    };
  }

  /** What was said to an application, or by it. */
  words(value: unknown): unknown {
    return this.#known.replaceIn(value);
  }

  /** What went wrong, in its words and details. */
  error<Failure>(failure: Failure): Failure {
    if (typeof failure !== "object" || failure === null || !("message" in failure)) return failure;
    const { message, details } = failure as Partial<RunError>;
    return { ...failure, message: this.words(message), ...(details && { details: this.words(details) }) };
  }

  /** A step's output that did not come from this run. */
  output(step: string, output: unknown): unknown {
    return this.#seal(output, this.#rules.outputOf(step));
  }

  #learnAll({ state, attempt, steps }: Writing): void {
    if (attempt) this.learnInput(attempt.step, attempt.input);
    for (const { step, input, output } of steps) {
      this.learnInput(step, input);
      this.#learn(output, this.#rules.outputOf(step));
    }
    if (state) this.#learnKept(state.outputs, state.variables);
  }

  #learnKept(outputs: Record<string, unknown>, variables: Record<string, unknown> | undefined): void {
    for (const [step, output] of Object.entries(outputs)) this.#learn(output, this.#rules.outputOf(step));
    this.#learn(variables, this.#rules.variables);
  }

  #learn(value: unknown, paths: RedactedPaths): void {
    replaceAt(value, paths, (found) => {
      this.#known.add(found);
      return found;
    });
  }

  #seal(value: unknown, paths: RedactedPaths): unknown {
    const atPaths = replaceAt(value, paths, (found) => sealedValue(this.#sealer.seal(this.#accountId, found)));
    return this.#known.isEmpty ? atPaths : this.#sealKnown(atPaths);
  }

  /** Texts and numbers that are, or hold, what is known to be masked. */
  #sealKnown(value: unknown): unknown {
    if (typeof value === "string" || typeof value === "number") {
      const shown = this.#known.shownOf(value);
      return shown === null ? value : sealedValue(this.#sealer.seal(this.#accountId, value), shown);
    }
    if (typeof value !== "object" || value === null || "$sealed" in value) return value;
    if (Array.isArray(value)) return value.map((item) => this.#sealKnown(item));
    return replaceFields(value as Record<string, unknown>, (_name, field) => this.#sealKnown(field));
  }

  #row(row: StepRow): StepRow {
    return {
      ...row,
      input: this.#seal(row.input, this.#rules.inputOf(row.step)),
      output: this.output(row.step, row.output),
      request: this.words(row.request),
      response: this.words(row.response),
      error: this.error(row.error),
    };
  }

  #attempt(intent: Intent): Intent {
    return { ...intent, input: this.#seal(intent.input, this.#rules.inputOf(intent.step)), sealed: true };
  }

  #asleep(asleep: Asleep): Asleep {
    const { step, input, output, answer } = asleep;
    return {
      ...asleep,
      input: this.#seal(input, this.#rules.inputOf(step)),
      output: this.output(step, output),
      ...(answer && { answer: { ...answer, item: this.output(step, answer.item) } }),
    };
  }

  #state(state: RunState): RunState {
    const { outputs, variables, asleep, doubt, waitingFor } = state;
    return {
      ...state,
      outputs: replaceFields(outputs, (step, output) => this.output(step, output)),
      ...(variables && { variables: this.#seal(variables, this.#rules.variables) as Record<string, unknown> }),
      ...(asleep && { asleep: this.#asleep(asleep) }),
      ...(doubt && { doubt: this.#attempt(doubt) }),
      ...(waitingFor && { waitingFor: this.error(waitingFor) }),
      sealed: true,
    };
  }
}
