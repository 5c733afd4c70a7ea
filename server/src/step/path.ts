import { compileExpression, type Expression } from "./expression.ts";
import { isPlainObject } from "./plain-json.ts";
import { readsNothing } from "./reads.ts";
import { variableOf, type Variables } from "./variables.ts";

/** Names with a meaning of their own in JSONata, which a path may not take the short cut over. */
const words: readonly string[] = ["and", "or", "in", "true", "false", "null", "function"];
const simple = /^(\$variables\.)?[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/**
 * A path is JSONata, e.g. `message.attachments[0].payload.url`; the empty one is the value itself.
 * Names joined by dots, by far the most, are looked up directly as long as every value on the way is a plain object.
 * As soon as a list is met JSONata takes over: it maps over it. Throws `SourceError` for what is no path.
 */
export function compilePath(path: string): Expression {
  if (path === "") return { reads: { ...readsNothing, everything: true }, evaluate: (value) => value };
  const names = simple.test(path) ? path.split(".") : [];
  if (names.length === 0 || names.some((name) => words.includes(name))) return compileExpression(path);
  return names[0] === "$variables" ? ofVariable(path, names.slice(1)) : ofInput(path, names);
}

function ofInput(path: string, names: readonly string[]): Expression {
  const follow = compileSteps(path, names);
  return {
    reads: { ...readsNothing, names: new Set(names.slice(0, 1)) },
    evaluate: (value, variables) => follow(value, value, variables),
  };
}

function ofVariable(path: string, [name = "", ...rest]: readonly string[]): Expression {
  const follow = compileSteps(path, rest);
  return {
    reads: { ...readsNothing, variables: new Set([name]) },
    evaluate: (value, variables) => variables && follow(variableOf(variables, name), value, variables),
  };
}

/** Goes from one name to the next; as soon as a list is met the whole path is evaluated. */
function compileSteps(path: string, names: readonly string[]) {
  let whole: Expression | null = null;
  return (from: unknown, input: unknown, variables: Variables | undefined): unknown => {
    let here = from;
    for (const name of names) {
      if (!isPlainObject(here)) {
        if (typeof here !== "object" || here === null) return undefined;
        whole ??= compileExpression(path);
        return whole.evaluate(input, variables);
      }
      here = Object.hasOwn(here, name) ? here[name] : undefined;
    }
    return here;
  };
}
