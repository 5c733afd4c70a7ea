/** A node of JSONata's syntax tree; what it has besides depends on its type. */
export type ExpressionNode = Readonly<Record<string, unknown>> & { type: string };

/**
 * Which names of its input an expression looks at; `everything` when that cannot be told from its text. The same of
 * variables, which it knows as `$variables.name`.
 */
export interface Reads {
  names: ReadonlySet<string>;
  everything: boolean;
  variables: ReadonlySet<string>;
  everyVariable: boolean;
}

/** What holds the variables in an expression. */
const variables = "variables";

/** Also where in the text each of those names stands. */
export interface PlacedReads extends Reads {
  places: readonly ExpressionNode[];
}

/** Functions that take the context when called with fewer arguments than this, and that take an object. */
const contextual: ReadonlyMap<string, number> = new Map([
  ["string", 1],
  ["boolean", 1],
  ["not", 1],
  ["keys", 1],
  ["spread", 1],
  ["clone", 1],
  ["sift", 2],
  ["each", 2],
  ["lookup", 2],
]);

/** What is evaluated for each item of something, so that a name in it is not a name of the input. */
const perItem: readonly string[] = ["stages", "predicate", "group", "terms", "pattern", "update", "delete"];

export function readsOf(root: ExpressionNode): PlacedReads {
  const names = new Set<string>();
  const places: ExpressionNode[] = [];
  const variableNames = new Set<string>();
  let everything = false;
  let everyVariable = false;

  function visitPath(steps: readonly ExpressionNode[], atInput: boolean): void {
    let here = atInput;
    const [first, second] = steps;
    const named = first?.type === "variable" && first.value === variables && second?.type === "name";
    if (named) variableNames.add(String(second.value));
    for (const [at, step] of steps.entries()) {
      if (named && at === 0) {
        visitChildren(step, false);
        here = false;
        continue;
      }
      const input = step.type === "variable" && (step.value === "$" || (step.value === "" && here));
      if (input && at < steps.length - 1) {
        visitChildren(step, false);
        here = true;
      } else {
        visit(step, here);
        here = false;
      }
    }
  }

  function visitCall(node: ExpressionNode, atInput: boolean): void {
    const name =
      isExpressionNode(node.procedure) && node.procedure.type === "variable" ? String(node.procedure.value) : "";
    const given = Array.isArray(node.arguments) ? node.arguments.length : 0;
    if (name === "eval") everyVariable = true;
    if (name === "eval" || (atInput && given < (contextual.get(name) ?? 0))) everything = true;
  }

  function visitChildren(node: ExpressionNode, atInput: boolean): void {
    for (const [key, child] of Object.entries(node)) {
      if (key !== "steps") visit(child, atInput && !perItem.includes(key));
    }
  }

  function visit(value: unknown, atInput: boolean): void {
    if (Array.isArray(value)) {
      for (const each of value) visit(each, atInput);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const node = value as ExpressionNode;
    if (node.type === "path") visitPath(node.steps as readonly ExpressionNode[], atInput);
    else if (node.type === "name" && atInput) {
      names.add(String(node.value));
      places.push(node);
    } else if (node.type === "variable" && (node.value === "$" || (node.value === "" && atInput))) everything = true;
    else if (node.type === "variable" && node.value === variables) everyVariable = true;
    else if (node.type === "wildcard" && atInput) everything = true;
    else if (node.type === "descendant" || node.type === "parent") everything = true;
    else if (node.type === "function" || node.type === "partial") visitCall(node, atInput);
    visitChildren(node, atInput);
  }

  visit(root, true);
  return { names, everything, variables: variableNames, everyVariable, places };
}

export const isExpressionNode = (value: unknown): value is ExpressionNode =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every node of a tree. */
export function* nodesOf(root: unknown): Generator<ExpressionNode> {
  if (typeof root !== "object" || root === null || root instanceof RegExp) return;
  if (isExpressionNode(root)) yield root;
  for (const child of Object.values(root)) yield* nodesOf(child);
}
