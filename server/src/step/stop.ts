import type { StopStep } from "@velodrome/contract";
import { runErrorOf } from "./failure.ts";
import { readsNothing } from "./reads.ts";
import { compileSource } from "./source.ts";
import type { CompiledTool } from "./tool.ts";

const unexplained = "The cycle ended this run on purpose.";

/** Throws `SourceError`. */
export function compileStop({ outcome, message }: StopStep): CompiledTool {
  const source = message && compileSource(message);
  return {
    reads: source?.reads ?? readsNothing,
    evaluate(scope) {
      const said = source?.evaluate(scope);
      const words = typeof said === "string" && said.trim() !== "" ? said : unexplained;
      const error = outcome === "fail" ? runErrorOf("terminal", "stopped_by_cycle", words) : null;
      return { port: null, input: { outcome, message: said ?? null }, output: null, ends: { what: "run", error } };
    },
  };
}
