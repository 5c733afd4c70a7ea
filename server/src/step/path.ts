import type { Reads } from "@velodrome/contract";
import { compileExpression, type Expression } from "./expression.ts";
import { isPlainObject } from "./plain-json.ts";

/** Names with a meaning of their own in JSONata, which a path may not take the short cut over. */
const words: readonly string[] = ["and", "or", "in", "true", "false", "null", "function"];
const simple = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/**
 * A path is JSONata, e.g. `message.attachments[0].payload.url`; the empty one is the value itself.
 * Names joined by dots, by far the most, are looked up directly as long as every value on the way is a plain object.
 * As soon as a list is met JSONata takes over: it maps over it. Throws `SourceError` for what is no path.
 */
export function compilePath(path: string): Expression {
  if (path === "") return { reads: { names: new Set(), everything: true }, evaluate: (value) => value };
  const names = simple.test(path) ? path.split(".") : [];
  if (names.length === 0 || names.some((name) => words.includes(name))) return compileExpression(path);
  let whole: Expression | null = null;
  return {
    reads: headOf(names),
    evaluate(value) {
      let here = value;
      for (const name of names) {
        if (!isPlainObject(here)) {
          if (typeof here !== "object" || here === null) return undefined;
          whole ??= compileExpression(path);
          return whole.evaluate(value);
        }
        here = Object.hasOwn(here, name) ? here[name] : undefined;
      }
      return here;
    },
  };
}

const headOf = (names: readonly string[]): Reads => ({ names: new Set(names.slice(0, 1)), everything: false });
