import {
  type ActionStep,
  type CycleDocument,
  forEachBodies,
  type Reads,
  type StartStep,
  startsRuns,
  type Step,
  type ToolStep,
} from "@velodrome/contract";
import { fromWire } from "../base/id.ts";
import { compileTool } from "./compile-tool.ts";
import { type CompiledPolicy, compilePolicy } from "./error-way.ts";
import { terminal } from "./failure.ts";
import { compileInput } from "./input.ts";
import { type CompiledRedaction, compileRedaction } from "./redaction.ts";
import { beforeItemsEnd, followersOf, predecessorsOf } from "./precedence.ts";
import { joinReads, readsNothing } from "./reads.ts";
import { compileSource, type Scope } from "./source.ts";
import { SourceError } from "./source-error.ts";
import type { CompiledWait, Computed, Deferred } from "./tool.ts";

interface Common extends CompiledPolicy {
  id: string;
  /** Steps whose output this step looks at. */
  reads: ReadonlySet<string>;
  /** Steps whose output this one or any that can follow it looks at: what a run that is about to do it must carry. */
  needs: ReadonlySet<string>;
  /** This step and every one that can come after it. */
  followers: ReadonlySet<string>;
  /** Where each port leads, in document order; the key of a single way out is "". */
  next: ReadonlyMap<string, readonly string[]>;
}

export interface CompiledTrigger extends Common {
  type: "trigger";
  step: StartStep;
}
export interface CompiledToolStep extends Common {
  type: "tool";
  step: ToolStep;
  /** Throws `StepFailure`. */
  compute: (scope: Scope) => Computed | Deferred;
  /** What only a For each has. */
  loop: CompiledLoop | null;
  /** What only a Wait for event has. */
  wait: CompiledWait | null;
}
export interface CompiledLoop {
  /** Every step that is done for each item. */
  body: ReadonlySet<string>;
  /** Steps whose output `collect` looks at. */
  reads: ReadonlySet<string>;
  /** What is kept of an item when its steps are through; null when nothing is. Throws `StepFailure`. */
  collect: ((scope: Scope) => unknown) | null;
}
export interface CompiledAction extends Common {
  type: "action";
  step: ActionStep;
  /** Its fields, evaluated but not yet checked by the action (`parseInput`). Throws `StepFailure`. */
  inputFor: (scope: Scope) => Record<string, unknown>;
  /** Its row's id; null where it has none, or none of ours. */
  connectionId: string | null;
}
export type CompiledStep = CompiledTrigger | CompiledToolStep | CompiledAction;

/** A version of a cycle, ready to run. Versions never change, so neither does this. */
export interface CompiledCycle {
  steps: ReadonlyMap<string, CompiledStep>;
  settings: CycleDocument["settings"];
  /** What each variable is at the start of a run. */
  variables: Readonly<Record<string, unknown>>;
  /** Whether it looks at variables that may be its account's: most do not, and cost nothing for it. */
  looksAtAccount: boolean;
  /** What is masked in what is kept of its runs; null where nothing is. */
  redaction: CompiledRedaction | null;
}

/**
 * Compiles a version once. A part that cannot be compiled (publishing refuses those, but the languages may have moved
 * on since) does not spoil the rest: its step fails when a run comes to it.
 */
export function compileCycle(document: CycleDocument): CompiledCycle {
  const before = predecessorsOf(document);
  const bare = new Map(document.steps.map((step) => [step.id, compileStep(step)]));
  const reads = new Map(
    [...bare].map(([id, compiled]) => [id, knownReads(compiled.reads, before.get(id) ?? new Set<string>())]),
  );
  const loops = compileLoops(document, bare, before);
  const steps = new Map<string, CompiledStep>();
  for (const [id, after] of followersOf(document)) {
    const compiled = bare.get(id);
    if (!compiled) continue;
    const needs = new Set([...after].flatMap((follower) => [...(reads.get(follower) ?? [])]));
    steps.set(id, {
      ...withLoop(compiled.step, loops.get(id) ?? null),
      ...compilePolicy(compiled.step.step, document),
      id,
      reads: reads.get(id) ?? new Set(),
      needs,
      followers: after,
      next: portsFrom(id, document),
    });
  }
  const { settings, variables = {} } = document;
  const looksAtAccount = [...bare.values()].some(
    ({ reads: { everyVariable, variables: named } }) =>
      everyVariable || [...named].some((name) => !Object.hasOwn(variables, name)),
  );
  return { steps, settings, variables, looksAtAccount, redaction: compileRedaction(document) };
}

/** The steps that come next when a step goes out by a port; `null` for the single way out. */
export const nextSteps = (step: CompiledStep, port: string | null): readonly string[] =>
  step.next.get(port ?? "") ?? [];

/** The outputs a run must still carry when these steps are what it has before it. */
export function neededOutputs(cycle: CompiledCycle, pending: Iterable<string>): Set<string> {
  const needed = new Set<string>();
  for (const id of pending) {
    for (const output of cycle.steps.get(id)?.needs ?? []) needed.add(output);
  }
  return needed;
}

/** The outputs a run must still carry for the rest of a For each that it is inside of, apart from what waits behind it. */
export function neededInside(cycle: CompiledCycle, { next, loop }: CompiledToolStep): Set<string> {
  const needed = neededOutputs(cycle, [...next.values()].flat());
  for (const output of loop?.reads ?? []) needed.add(output);
  return needed;
}

type OwnPart =
  | Omit<CompiledTrigger, keyof Common>
  | Omit<CompiledToolStep, keyof Common>
  | Omit<CompiledAction, keyof Common>;

interface Bare {
  step: OwnPart;
  reads: Reads;
  /** Of a For each that collects. */
  collect?: Evaluable<unknown>;
}

const withLoop = (part: OwnPart, loop: CompiledLoop | null): OwnPart =>
  part.type === "tool" ? { ...part, loop } : part;

function compileLoops(
  document: CycleDocument,
  bare: ReadonlyMap<string, Bare>,
  before: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, CompiledLoop> {
  const atItemsEnd = beforeItemsEnd(document, before);
  return new Map(
    [...forEachBodies(document)].map(([id, body]) => {
      const collect = bare.get(id)?.collect;
      const reads = collect ? knownReads(collect.reads, atItemsEnd.get(id) ?? new Set<string>()) : new Set<string>();
      return [id, { body, reads, collect: collect ? (scope) => collect.evaluate(scope) : null }] as const;
    }),
  );
}

function compileStep(step: Step): Bare {
  if (startsRuns(step)) return { step: { type: "trigger", step }, reads: readsNothing };
  if (step.type === "action") {
    const input = orFailing(() => compileInput(step.input));
    const connectionId = step.connection === undefined ? null : fromWire("connection", step.connection);
    return { step: { type: step.type, step, inputFor: input.evaluate, connectionId }, reads: input.reads };
  }
  const tool = orFailing(() => compileTool(step));
  const part: OwnPart = { type: "tool", step, compute: tool.evaluate, loop: null, wait: tool.wait ?? null };
  const source = step.type === "for-each" ? step.collect : undefined;
  if (!source) return { step: part, reads: tool.reads };
  const collect = orFailing(() => compileSource(source));
  return { step: part, reads: joinReads([tool.reads, collect.reads]), collect };
}

interface Evaluable<T> {
  reads: Reads;
  evaluate(scope: Scope): T;
  wait?: CompiledWait;
}

function orFailing<T>(compile: () => Evaluable<T>): Evaluable<T> {
  try {
    return compile();
  } catch (cause: unknown) {
    if (!(cause instanceof SourceError)) throw cause;
    return {
      reads: readsNothing,
      evaluate() {
        throw terminal(cause.code, cause.message, { position: cause.position }, cause);
      },
    };
  }
}

function knownReads(reads: Reads, before: ReadonlySet<string>): ReadonlySet<string> {
  return reads.everything ? before : new Set([...reads.names].filter((name) => before.has(name)));
}

function portsFrom(id: string, document: CycleDocument): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const { from, to, port = "" } of document.edges) {
    if (from === id) next.set(port, [...(next.get(port) ?? []), to]);
  }
  return next;
}
