import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { type Limits, limitsAtAll, TooLong } from "./effort.ts";
import { Re2RegexEngine } from "./pattern.ts";

/**
 * JSONata, made to finish. Its evaluator is asynchronous though it waits for nothing, so an endless expression would
 * hold the event loop for ever between two microtasks. Here it lives in a context with a microtask queue of its own:
 * one evaluation runs from its start to its end in one call, which makes it synchronous for us, countable, and
 * stoppable from outside by V8 itself. An ordinary evaluation costs the same as without (6 µs); arming the stop costs
 * some 200 µs, so only expressions that could need it are `watched`.
 */
const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
  microtaskMode: "afterEvaluate",
  codeGeneration: { strings: false, wasm: false },
});
// JSONata's base64 functions look for these here.
context.global = { Buffer };

/** A parsed expression; JSONata's own types leave out that symbols can be assigned. */
export interface Jsonata {
  ast(): unknown;
  assign(name: symbol, value: unknown): void;
}
type Parser = (text: string, options: Record<string, unknown>) => Jsonata;

/** What an expression is evaluated on; `bindings` are known to it as `$name`. */
export interface Surroundings {
  input: unknown;
  bindings?: Readonly<Record<string, unknown>> | undefined;
}

interface Job extends Surroundings {
  expression: Jsonata;
  settled: "open" | "done" | "failed";
  result: unknown;
}

const file = fileURLToPath(import.meta.resolve("jsonata"));
const wrapped = `(module, exports) => {${readFileSync(file, "utf8")}\n}`;
const exported = { exports: {} as unknown };
vm.runInContext(wrapped, context, { filename: file })(exported, exported.exports);
const jsonata = exported.exports as Parser;

const begin = vm.runInContext(
  `(job) => job.expression.evaluate(job.input, job.bindings).then(
    (result) => { job.result = result; job.settled = "done"; },
    (error) => { job.result = error; job.settled = "failed"; })`,
  context,
) as (job: Job) => void;
let current: Job | null = null;
context.begin = () => current && begin(current);
const run = new vm.Script("begin()");

/** Of one evaluation, wherever it is done; more are in `Limits`. */
const shape = { depth: 500, items: 100_000 } as const;

class OutOfTime extends TooLong {}

/** How far an evaluation has come, and why it is to stop. */
interface Progress {
  readonly limits: Limits;
  readonly deadline: number;
  steps: number;
  stopped: TooLong | null;
}
const begun = (limits: Limits): Progress => ({
  ...{ limits, deadline: performance.now() + limits.ms },
  ...{ steps: 0, stopped: null },
});
let progress = begun(limitsAtAll);

/**
 * JSONata waits for these. Where an evaluation is to stop they never end, and it is left where it is: an error would be a
 * rejection on its way through all that waits for it, and when V8's own stop comes in the middle of that, one that nobody
 * hears of, which ends the process.
 */
function onEntry(): Promise<never> | undefined {
  const { limits, deadline } = progress;
  progress.steps += 1;
  if (progress.steps > limits.steps) progress.stopped ??= new TooLong(`more than ${limits.steps} steps`);
  if ((progress.steps & 15) === 0 && performance.now() > deadline)
    progress.stopped ??= new OutOfTime(`more than ${limits.ms} ms`);
  return progress.stopped === null ? undefined : never();
}

function onExit(_node: unknown, _input: unknown, _environment: unknown, result: unknown): Promise<never> | undefined {
  if (typeof result === "string" && result.length > progress.limits.letters)
    progress.stopped ??= new TooLong("a text that long");
  return progress.stopped === null ? undefined : never();
}

/** A new one each time: one for all would keep all that ever waited for it. */
const never = (): Promise<never> => new Promise(() => {});

/** Throws JSONata's own error, an object with `code`, `position` and `message`. */
export function parseJsonata(text: string): Jsonata {
  const expression = jsonata(text, { RegexEngine: Re2RegexEngine, stack: shape.depth, sequence: shape.items });
  expression.assign(Symbol.for("jsonata.__evaluate_entry"), onEntry);
  expression.assign(Symbol.for("jsonata.__evaluate_exit"), onExit);
  return expression;
}

/** Throws `TooLong`, or whatever the expression met. */
export function runJsonata(expression: Jsonata, given: Surroundings, watched: boolean, within: Limits): unknown {
  const before = process.threadCpuUsage();
  try {
    return runOnce(expression, given, watched, within);
  } catch (error: unknown) {
    const { user, system } = process.threadCpuUsage(before);
    // When the time went by without work, the machine stood still (a suspended host, a full one): not its fault. One that
    // can be done elsewhere is done there.
    const isIdle = (user + system) / 1000 <= within.ms / 2;
    if (!(error instanceof OutOfTime) || !isIdle || within !== limitsAtAll) throw error;
    return runOnce(expression, given, watched, within);
  }
}

function runOnce(expression: Jsonata, given: Surroundings, watched: boolean, limits: Limits): unknown {
  const job: Job = { ...given, expression, settled: "open", result: undefined };
  const own = begun(limits);
  current = job;
  progress = own;
  try {
    run.runInContext(context, watched ? { timeout: limits.ms } : {});
  } catch (cause: unknown) {
    if (isTimeout(cause)) throw new OutOfTime(`more than ${limits.ms} ms`, { cause });
    throw cause;
  } finally {
    current = null;
  }
  if (own.stopped !== null) throw own.stopped;
  if (job.settled === "done") return job.result;
  if (job.settled === "open") throw new Error("An expression waited for something outside of itself.");
  throw rootOf(job.result);
}

/** By its code: the error belongs to the context that was stopped, whose classes are not ours. */
const isTimeout = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";

const tooLongCodes: readonly unknown[] = ["D1011", "D2014", "D2015"];

/** `$eval` wraps what its inner expression met; our limits must show through. */
function rootOf(error: unknown): unknown {
  for (let at = error; typeof at === "object" && at !== null; at = "error" in at ? at.error : null) {
    if (at instanceof TooLong) return at;
    if ("code" in at && tooLongCodes.includes(at.code)) {
      return new TooLong("message" in at ? String(at.message) : "", { cause: error });
    }
  }
  return error;
}
