import type { Reads, Source } from "@velodrome/contract";
import { compilePath } from "./path.ts";
import { readsNothing } from "./reads.ts";
import { SourceError } from "./source-error.ts";
import { compileTemplate } from "./template.ts";
import { ownOf, variableOf } from "./variables.ts";

/** What a source can look at: the outputs of the run's earlier steps by step id, and variables. */
export interface Scope {
  outputs: Record<string, unknown>;
  /** The cycle's. */
  variables: Record<string, unknown>;
  /** The account's, which the cycle's own of the same name hide. */
  account?: Readonly<Record<string, unknown>>;
}

/** Where a value comes from, compiled once. `reads.names` are step ids, as the document's author wrote them. */
export interface CompiledSource {
  reads: Reads;
  /** Undefined where there is no value. Throws `StepFailure`. */
  evaluate(scope: Scope): unknown;
}

/** Throws `SourceError`. */
export function compileSource(source: Source): CompiledSource {
  if ("step" in source) {
    const { step } = source;
    const path = compilePath(source.path);
    return {
      reads: { ...readsNothing, names: new Set([step]) },
      evaluate: ({ outputs }) => path.evaluate(ownOf(outputs, step)),
    };
  }
  if ("template" in source) {
    const template = compileTemplate(source.template);
    return { reads: template.reads, evaluate: (scope) => template.evaluate(scope.outputs, scope) };
  }
  if ("expression" in source) {
    const text = source.expression.trim();
    if (text === "") throw new SourceError("expression_invalid", "The expression is empty.", null);
    const expression = compilePath(text);
    return { reads: expression.reads, evaluate: (scope) => expression.evaluate(scope.outputs, scope) };
  }
  if ("variable" in source) {
    const { variable } = source;
    return {
      reads: { ...readsNothing, variables: new Set([variable]) },
      evaluate: (scope) => variableOf(scope, variable),
    };
  }
  const { value } = source;
  return { reads: readsNothing, evaluate: () => value };
}
