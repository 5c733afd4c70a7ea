import { readsOf, type ExpressionNode, scanTemplate, type Source, type Step, TemplateError } from "@velodrome/contract";
import jsonata from "jsonata";
import { mapSources } from "./map-sources.ts";

export type Renames = ReadonlyMap<string, string>;

/** The tree of an expression; null for what cannot be read. */
function treeOf(expression: string): ExpressionNode | null {
  try {
    return jsonata(expression).ast() as ExpressionNode;
  } catch {
    // Half-written: it stays as the person left it, and the server says what is wrong with it.
    return null;
  }
}

/** Where a name of the tree begins and ends; null where its text is not there, as in a quoted name. */
function placeOf(expression: string, { value, position }: ExpressionNode): [number, number] | null {
  const name = String(value);
  const end = Number(position);
  for (const from of [end - name.length, end - name.length - 1]) {
    if (expression.slice(from, from + name.length) === name) return [from, from + name.length];
  }
  return null;
}

/** @internal Steps are named by their ids: each name of one that stands in the expression becomes its new one. */
export function renameInExpression(expression: string, renames: Renames): string {
  const tree = treeOf(expression);
  if (tree === null) return expression;
  const places = readsOf(tree)
    .places.filter(({ value }) => renames.has(String(value)))
    .flatMap((node) => {
      const place = placeOf(expression, node);
      return place === null ? [] : [{ from: place[0], to: place[1], name: renames.get(String(node.value)) ?? "" }];
    })
    .toSorted((a, b) => b.from - a.from);
  let text = expression;
  let last = Number.POSITIVE_INFINITY;
  for (const { from, to, name } of places) {
    // The same name can be met twice in a tree.
    if (from >= last) continue;
    text = text.slice(0, from) + name + text.slice(to);
    last = from;
  }
  return text;
}

function renameInTemplate(template: string, renames: Renames): string {
  try {
    return scanTemplate(template)
      .map((part) => (part.kind === "text" ? part.text : `{{${renameInExpression(part.text, renames)}}}`))
      .join("");
  } catch (cause) {
    if (cause instanceof TemplateError) return template;
    throw cause;
  }
}

function renamed(source: Source, renames: Renames): Source {
  if ("step" in source) return { ...source, step: renames.get(source.step) ?? source.step };
  if ("template" in source) return { template: renameInTemplate(source.template, renames) };
  if ("expression" in source) return { expression: renameInExpression(source.expression, renames) };
  return source;
}

/** The step with what it takes from other steps taken from those they are renamed to. */
export const renameReferences = (step: Step, renames: Renames): Step =>
  mapSources(step, (source) => renamed(source, renames));
