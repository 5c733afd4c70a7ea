import { type ExpressionNode, isExpressionNode, nodesOf, type Reads, readsOf } from "@velodrome/contract";
import { StepFailure, terminal } from "./failure.ts";
import { evaluateHere, OutOfBreath, type Task, TooLong, TooMuch } from "./effort.ts";
import { type Jsonata, parseJsonata, runJsonata } from "./jsonata-engine.ts";
import { compileLiteral } from "./pattern.ts";
import { toPlainJson } from "./plain-json.ts";
import { SourceError } from "./source-error.ts";
import { allVariables, type Variables } from "./variables.ts";

/** JSONata, compiled once. */
export interface Expression {
  reads: Reads;
  /** The result as plain JSON, undefined where there is none. Throws `StepFailure`, and what `withEffort` says. Never takes long. */
  evaluate(input: unknown, variables?: Variables): unknown;
}

/** Throws `SourceError` with the position for what is no expression. */
export function compileExpression(text: string): Expression {
  const { parsed, reads, watched } = read(text);
  const looksAtVariables = reads.everyVariable || reads.variables.size > 0;
  return {
    reads,
    evaluate(input, given) {
      const variables = looksAtVariables && given ? allVariables(given) : undefined;
      const bindings = variables && { variables };
      const task = (): Task => ({
        ...{ kind: "expression", text, input: JSON.stringify(input) },
        ...(variables && { variables: JSON.stringify(variables) }),
      });
      try {
        return evaluateHere(parsed, task, (limits) =>
          toPlainJson(runJsonata(parsed, { input, bindings }, watched, limits)),
        );
      } catch (cause: unknown) {
        throw cause instanceof TooMuch || cause instanceof OutOfBreath ? cause : failureOf(text, cause);
      }
    },
  };
}

/** Each costs no more than its arguments are long, and gives back no more either. */
const quickFunctions: readonly unknown[] = [
  ...["string", "length", "substring", "substringBefore", "substringAfter", "lowercase", "uppercase", "trim"],
  ...["contains", "split", "join", "number", "abs", "floor", "ceil", "round", "sum", "max", "min", "average"],
  ...["boolean", "not", "exists", "count", "append", "lookup", "keys", "type", "now", "millis", "random"],
];
const quickNodes: readonly string[] = [
  ...["path", "name", "string", "number", "value", "binary", "unary", "condition", "block", "variable", "filter"],
];

/** Whether a node can loop, store or multiply, or calls what might: then the clock's hard stop is armed for it. */
function canRunLong(node: ExpressionNode): boolean {
  if (node.type === "function") {
    return !(
      isExpressionNode(node.procedure) &&
      node.procedure.type === "variable" &&
      quickFunctions.includes(node.procedure.value)
    );
  }
  return !quickNodes.includes(node.type) || (node.type === "binary" && node.value === "..");
}

function read(text: string): { parsed: Jsonata; reads: Reads; watched: boolean } {
  try {
    const parsed = parseJsonata(text);
    const root = parsed.ast() as ExpressionNode;
    const nodes = [...nodesOf(root)];
    for (const node of nodes) {
      if (node.type === "regex") compileLiteral(node.value as RegExp);
    }
    // Where the names stand is for editors: kept here it would keep the whole tree.
    const { places: _, ...reads } = readsOf(root);
    return { parsed, reads, watched: nodes.some(canRunLong) };
  } catch (cause: unknown) {
    if (cause instanceof SourceError) throw cause;
    const position = positionOf(cause);
    const message = `The expression cannot be read${at(position)}: ${wordsOf(cause)}`;
    throw new SourceError("expression_invalid", message, position, { cause });
  }
}

function failureOf(text: string, cause: unknown): StepFailure {
  if (cause instanceof StepFailure) return cause;
  if (cause instanceof TooLong || isStackOverflow(cause)) {
    const message = `The expression takes too long: ${wordsOf(cause)}. Make it simpler, or give it less to work on.`;
    return terminal("expression_too_long", message, { expression: text }, cause);
  }
  const position = positionOf(cause);
  const message = `The expression failed${at(position)}: ${wordsOf(cause)}`;
  return terminal("expression_failed", message, { expression: text, position }, cause);
}

const at = (position: number | null): string => (position === null ? "" : ` at character ${position}`);

/** By name: the error may come from JSONata's own context, whose classes are not ours. */
const isStackOverflow = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "name" in error && error.name === "RangeError";

const positionOf = (error: unknown): number | null =>
  typeof error === "object" && error !== null && "position" in error && typeof error.position === "number"
    ? error.position
    : null;

const wordsOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
