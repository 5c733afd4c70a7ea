import type { Reads, Source } from "@velodrome/contract";
import { compilePath } from "./path.ts";
import { SourceError } from "./source-error.ts";
import { compileTemplate } from "./template.ts";

/** What a source can look at: the outputs of the run's earlier steps by step id, and the cycle's variables. */
export interface Scope {
  outputs: Record<string, unknown>;
  variables: Record<string, unknown>;
}

/** Where a value comes from, compiled once. `reads.names` are step ids, as the document's author wrote them. */
export interface CompiledSource {
  reads: Reads;
  /** Undefined where there is no value. Throws `StepFailure`. */
  evaluate(scope: Scope): unknown;
}

export const readsNothing: Reads = { names: new Set(), everything: false };

/** Throws `SourceError`. */
export function compileSource(source: Source): CompiledSource {
  if ("step" in source) {
    const { step } = source;
    const path = compilePath(source.path);
    return {
      reads: { names: new Set([step]), everything: false },
      evaluate: ({ outputs }) => path.evaluate(ownOf(outputs, step)),
    };
  }
  if ("template" in source) {
    const template = compileTemplate(source.template);
    return { reads: template.reads, evaluate: ({ outputs }) => template.evaluate(outputs) };
  }
  if ("expression" in source) {
    const text = source.expression.trim();
    if (text === "") throw new SourceError("expression_invalid", "The expression is empty.", null);
    const expression = compilePath(text);
    return { reads: expression.reads, evaluate: ({ outputs }) => expression.evaluate(outputs) };
  }
  if ("variable" in source) {
    const { variable } = source;
    return { reads: readsNothing, evaluate: ({ variables }) => ownOf(variables, variable) };
  }
  const { value } = source;
  return { reads: readsNothing, evaluate: () => value };
}

/** Together, what several read. */
export function joinReads(all: readonly Reads[]): Reads {
  return {
    names: new Set(all.flatMap(({ names }) => [...names])),
    everything: all.some(({ everything }) => everything),
  };
}

/** Step ids and variables are people's names: `constructor` is one of them. */
const ownOf = (record: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined;
