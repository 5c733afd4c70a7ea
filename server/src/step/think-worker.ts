import type { RunError } from "@velodrome/contract";
import type { Task } from "./effort.ts";
import { compileExpression, type Expression } from "./expression.ts";
import { StepFailure } from "./failure.ts";
import { compilePattern } from "./pattern.ts";

/** As it travels back: `value` is JSON. */
export type Thought = { kind: "done"; value: string | undefined } | { kind: "failed"; failure: RunError };

/** Expressions stay compiled while the thread lives. */
const maxExpressions = 200;
const expressions = new Map<string, Expression>();

function expressionOf(text: string): Expression {
  const known = expressions.get(text);
  if (known) return known;
  if (expressions.size >= maxExpressions) expressions.clear();
  const expression = compileExpression(text);
  expressions.set(text, expression);
  return expression;
}

function evaluate(task: Task): unknown {
  if (task.kind === "pattern") return compilePattern(task.source, task.ignoreCase).test(task.text);
  const variables = task.variables === undefined ? undefined : { variables: JSON.parse(task.variables) };
  return expressionOf(task.text).evaluate(task.input === undefined ? undefined : JSON.parse(task.input), variables);
}

/** One evaluation, with all that it is allowed at all. */
export function think(task: Task): Thought {
  try {
    return { kind: "done", value: JSON.stringify(evaluate(task)) };
  } catch (cause: unknown) {
    if (!(cause instanceof StepFailure)) throw cause;
    return { kind: "failed", failure: cause.error };
  }
}
