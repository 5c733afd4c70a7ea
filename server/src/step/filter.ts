import type { FilterStep } from "@velodrome/contract";
import { compileDecision } from "./decision.ts";
import type { CompiledTool } from "./tool.ts";

/** Ends this way of the run unless its condition holds. Throws `SourceError`. */
export function compileFilter(step: FilterStep): CompiledTool {
  const decision = compileDecision(step.conditions);
  return {
    reads: decision.reads,
    evaluate(scope) {
      const { result, comparisons } = decision.evaluate(scope);
      const computed = { port: null, input: { comparisons }, output: { result } };
      return result ? computed : { ...computed, ends: { what: "branch" } };
    },
  };
}
