import type { ScriptStep } from "@velodrome/contract";
import { compileInput } from "./input.ts";
import type { CompiledTool } from "./tool.ts";

/** Its input is computed here, the script in a thread. Throws `SourceError`. */
export function compileScript({ code = "", input: sources, timeoutMs }: ScriptStep): CompiledTool {
  const compiled = compileInput(sources);
  return {
    reads: compiled.reads,
    evaluate(scope) {
      const input = compiled.evaluate(scope);
      return async ({ scripts, signal }) => {
        const { output, log } = await scripts.run({ code, input, timeoutMs }, signal);
        return { port: null, input: log.length === 0 ? input : { ...input, log }, output };
      };
    },
  };
}
