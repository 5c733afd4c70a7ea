import type { SetVariablesStep } from "@velodrome/contract";
import { joinReads } from "./reads.ts";
import { compileSource } from "./source.ts";
import type { CompiledTool } from "./tool.ts";

/** Each value may use the variables set before it. What has no value becomes null. Throws `SourceError`. */
export function compileSetVariables(step: SetVariablesStep): CompiledTool {
  const assignments = step.variables.map(({ name, value }) => ({ name, source: compileSource(value) }));
  return {
    reads: joinReads(assignments.map(({ source }) => source.reads)),
    evaluate(scope) {
      const set: Record<string, unknown> = {};
      for (const { name, source } of assignments) {
        set[name] = source.evaluate({ ...scope, variables: { ...scope.variables, ...set } }) ?? null;
      }
      return { port: null, input: set, output: set, variables: set };
    },
  };
}
