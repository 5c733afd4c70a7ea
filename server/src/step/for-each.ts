import { type ForEachStep, forEachItemsAtMost } from "@velodrome/contract";
import { terminal } from "./failure.ts";
import { readsNothing } from "./reads.ts";
import { compileSource } from "./source.ts";
import type { CompiledTool } from "./tool.ts";

/** The list whose items are gone through; what is done for each of them is the walk's business. Throws `SourceError`. */
export function compileForEach({ list }: ForEachStep): CompiledTool {
  const source = list && compileSource(list);
  return {
    reads: source?.reads ?? readsNothing,
    evaluate(scope) {
      const items = source?.evaluate(scope);
      if (!Array.isArray(items)) {
        const found = items === null || items === undefined ? "nothing" : `a value of the type ${typeof items}`;
        const message = `The For each needs a list and found ${found}. An expression that may find one item or none gives a list when it stands in [ and ].`;
        throw terminal("list_invalid", message);
      }
      if (items.length > forEachItemsAtMost) {
        const message = `The list has ${items.length} items; a For each goes through ${forEachItemsAtMost} at most. Give it a part of the list.`;
        throw terminal("list_too_long", message, { items: items.length });
      }
      return { port: null, input: { list: items }, output: null, items };
    },
  };
}
