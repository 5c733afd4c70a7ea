import { heardMethodsOf, methodsOf, type WaitForEventStep } from "@velodrome/contract";
import { hash } from "node:crypto";
import { compileDecision } from "./decision.ts";
import { terminal } from "./failure.ts";
import { compilePath } from "./path.ts";
import { textOf } from "./scalar.ts";
import { checkLength, compileDuration } from "./sleep.ts";
import { joinReads, readsNothing } from "./reads.ts";
import { compileSource } from "./source.ts";
import type { CompiledTool } from "./tool.ts";

const timeoutInvalid = {
  code: "timeout_invalid",
  message: "How long to wait for the event is not a number of 0 or more. Give it one.",
};

/** Throws `SourceError`. */
export function compileWaitForEvent(step: WaitForEventStep): CompiledTool {
  const { timeout, unit, key, conditions, connection } = step;
  const duration = compileDuration(timeout, unit, timeoutInvalid);
  const value = key && compileSource(key.value);
  const path = key && compilePath(key.path);
  const decision = conditions && compileDecision(conditions);
  const methods = methodsOf(step);
  return {
    reads: joinReads([duration.reads, value?.reads ?? readsNothing, decision?.reads ?? readsNothing]),
    wait: {
      methods: new Set(heardMethodsOf(step)),
      connection,
      keyOf: path ? (item) => digestOf(path.evaluate(item)) : null,
      accepts: decision ? (scope) => decision.evaluate(scope).result : null,
    },
    evaluate(scope) {
      const { amount, ms } = duration.evaluate(scope);
      const wanted = value?.evaluate(scope);
      const input = { methods, ...(key && { key: wanted ?? null }), timeout: amount, unit };
      const digest = key ? digestOf(wanted) : null;
      if (key && digest === null) {
        const message = "The value to wait for is missing, or is no text or number, so no event could be told by it.";
        throw terminal("key_missing", message, { value: wanted });
      }
      return async ({ clock, sleepDays }) => {
        checkLength(ms, await sleepDays(), input);
        return { port: null, input, output: null, sleepsUntil: clock.now() + ms, awaits: { key: digest } };
      };
    },
  };
}

/** Foreign text of any length and content in a form that stands in an index. */
function digestOf(value: unknown): string | null {
  const text = textOf(value);
  return text === null || text === "" ? null : hash("sha256", text, "base64url");
}
