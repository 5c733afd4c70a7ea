import type { TransformStep } from "@velodrome/contract";
import { readsNothing } from "./reads.ts";
import { compileSource } from "./source.ts";
import type { CompiledTool } from "./tool.ts";

/** Its output is what the expression gives; null where it gives nothing. Throws `SourceError`. */
export function compileTransform(step: TransformStep): CompiledTool {
  if (step.expression === undefined) {
    return { reads: readsNothing, evaluate: () => ({ port: null, input: null, output: null }) };
  }
  const { expression } = step;
  const source = compileSource({ expression });
  return {
    reads: source.reads,
    evaluate: (scope) => ({ port: null, input: { expression }, output: source.evaluate(scope) ?? null }),
  };
}
