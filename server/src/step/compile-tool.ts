import type { ToolStep } from "@velodrome/contract";
import { compileDecision } from "./decision.ts";
import { compileFilter } from "./filter.ts";
import { compileForEach } from "./for-each.ts";
import { compileScript } from "./script-tool.ts";
import { compileSetVariables } from "./set-variables.ts";
import { compileDelay, compileWaitUntil } from "./sleep.ts";
import { readsNothing } from "./reads.ts";
import { compileStop } from "./stop.ts";
import { compileSwitch } from "./switch.ts";
import type { CompiledTool } from "./tool.ts";
import { compileTransform } from "./transform.ts";
import { compileWaitForEvent } from "./wait-for-event.ts";

/** A tool of any type, ready to be computed. Throws `SourceError`. */
export function compileTool(step: ToolStep): CompiledTool {
  switch (step.type) {
    case "decision":
      return decisionTool(compileDecision(step.conditions));
    case "switch":
      return compileSwitch(step);
    case "filter":
      return compileFilter(step);
    case "for-each":
      return compileForEach(step);
    case "set-variables":
      return compileSetVariables(step);
    case "transform":
      return compileTransform(step);
    case "script":
      return compileScript(step);
    case "delay":
      return compileDelay(step);
    case "wait-until":
      return compileWaitUntil(step);
    case "wait-for-event":
      return compileWaitForEvent(step);
    case "stop":
      return compileStop(step);
    case "note":
      // Nothing leads to it.
      return { reads: readsNothing, evaluate: () => ({ port: null, input: null, output: null }) };
  }
}

const decisionTool = (decision: ReturnType<typeof compileDecision>): CompiledTool => ({
  reads: decision.reads,
  evaluate(scope) {
    const { result, comparisons } = decision.evaluate(scope);
    return { port: String(result), input: { comparisons }, output: { result } };
  },
});
