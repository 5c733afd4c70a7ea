import type { SwitchStep } from "@velodrome/contract";
import { compileDecision } from "./decision.ts";
import { joinReads } from "./reads.ts";
import type { CompiledTool } from "./tool.ts";

/** Goes out by the first case that holds; a case without conditions holds always. Throws `SourceError`. */
export function compileSwitch(step: SwitchStep): CompiledTool {
  const cases = step.cases.map(({ id, conditions }) => ({ id, decision: compileDecision(conditions) }));
  return {
    reads: joinReads(cases.map(({ decision }) => decision.reads)),
    evaluate(scope) {
      const compared: { case: string; comparisons: unknown }[] = [];
      for (const { id, decision } of cases) {
        const { result, comparisons } = decision.evaluate(scope);
        compared.push({ case: id, comparisons });
        if (result) return { port: id, input: { cases: compared }, output: { case: id } };
      }
      return { port: "default", input: { cases: compared }, output: { case: "default" } };
    },
  };
}
