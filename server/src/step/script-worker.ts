import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  type EmscriptenModuleLoaderOptions,
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";

/** One run of one script, as it travels to the thread. */
export interface ScriptTask {
  code: string;
  /** JSON. */
  input: string;
  timeoutMs: number;
}

/** What came of it, as it travels back. `output` is JSON. */
export type ScriptOutcome =
  | { kind: "done"; output: string; log: string[] }
  | { kind: "failed"; name: string; message: string; line: number | null; log: string[] }
  | { kind: "too_long" | "out_of_memory" | "output_too_large" | "waits" | "engine_failed"; log: string[] };

const limits = { memoryBytes: 32 * 1024 * 1024, stackBytes: 512 * 1024, outputLetters: 256 * 1024 } as const;
const logLimits = { lines: 100, letters: 2000 } as const;

/** When it gives itself up, the engine would say so on its own, past the log. Its types say CommonJS; Node gives the module itself. */
const quiet = newVariant(variant as unknown as QuickJSSyncVariant, {
  emscriptenModule: { printErr: () => {} } as EmscriptenModuleLoaderOptions,
});

let module: Promise<QuickJSWASMModule> | undefined;

/** A fresh engine for each script, so that nothing of one is left for the next. */
export async function runScript(task: ScriptTask): Promise<ScriptOutcome> {
  module ??= newQuickJSWASMModuleFromVariant(quiet);
  const loaded = await module;
  try {
    return runIn(loaded, task);
  } catch {
    // The engine gives itself up over a value that is too large or too deep for it, and keeps all its memory then. The
    // script is at fault, and the next one begins with an engine that is whole.
    module = undefined;
    return { kind: "engine_failed", log: [] };
  }
}

function runIn(loaded: QuickJSWASMModule, task: ScriptTask): ScriptOutcome {
  const runtime = loaded.newRuntime();
  try {
    runtime.setMemoryLimit(limits.memoryBytes);
    runtime.setMaxStackSize(limits.stackBytes);
    const deadline = performance.now() + task.timeoutMs;
    let late = false;
    runtime.setInterruptHandler(() => {
      late ||= performance.now() > deadline;
      return late;
    });
    const context = runtime.newContext();
    try {
      const log: string[] = [];
      addConsole(context, log);
      const outcome = evaluate(context, task, log);
      return late ? { kind: "too_long", log } : outcome;
    } finally {
      context.dispose();
    }
  } finally {
    runtime.dispose();
  }
}

/** Line 1 of the script is line 2 of this. */
const wrapped = (code: string): string =>
  `(input, stringify) => { const output = (function (input) { "use strict";\n${code}\n})(input);
    if (output && typeof output.then === "function") return null;
    return stringify(output === undefined ? null : output) ?? "null"; }`;

function evaluate(context: QuickJSContext, task: ScriptTask, log: string[]): ScriptOutcome {
  const made = context.evalCode(wrapped(task.code), "script.js");
  if (made.error) return failureOf(context, made.error, log);
  const parsed = context.evalCode(`JSON.parse(${JSON.stringify(task.input)})`);
  if (parsed.error) return failureOf(context, parsed.error, log);
  // Taken before the script can put something else in its place.
  const stringify = context.unwrapResult(context.evalCode("JSON.stringify"));
  const called = context.callFunction(made.value, context.undefined, parsed.value, stringify);
  for (const handle of [made.value, parsed.value, stringify]) handle.dispose();
  if (called.error) return failureOf(context, called.error, log);
  const type = context.typeof(called.value);
  const output = type === "string" ? context.getString(called.value) : null;
  called.value.dispose();
  if (output === null) return { kind: "waits", log };
  return output.length > limits.outputLetters ? { kind: "output_too_large", log } : { kind: "done", output, log };
}

function failureOf(context: QuickJSContext, error: QuickJSHandle, log: string[]): ScriptOutcome {
  const dumped: unknown = context.dump(error);
  error.dispose();
  const { name, message, stack } = (typeof dumped === "object" && dumped !== null ? dumped : {}) as Record<
    string,
    unknown
  >;
  if (name === "InternalError" && message === "out of memory") return { kind: "out_of_memory", log };
  const line = /script\.js:(\d+)/.exec(String(stack ?? ""))?.[1];
  return {
    kind: "failed",
    name: typeof name === "string" ? name : "Error",
    message: typeof message === "string" ? message : String(dumped),
    line: line === undefined ? null : Math.max(1, Number(line) - 1),
    log,
  };
}

/** `console.log` and its kind, for the run's history. */
function addConsole(context: QuickJSContext, log: string[]): void {
  const note = context.newFunction("log", (...handles) => {
    if (log.length >= logLimits.lines) return;
    const words = handles.map((handle) => {
      const value: unknown = context.dump(handle);
      return typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");
    });
    log.push(words.join(" ").slice(0, logLimits.letters));
  });
  const console = context.newObject();
  for (const name of ["log", "info", "warn", "error", "debug"]) context.setProp(console, name, note);
  context.setProp(context.global, "console", console);
  note.dispose();
  console.dispose();
}
