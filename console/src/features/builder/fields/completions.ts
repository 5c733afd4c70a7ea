import { deeper } from "../document/data-path.ts";
import type { Completion } from "./code-editor.ts";
import type { DataSource } from "./field-context.ts";
import { reference, variablesId } from "./source-mode.ts";

const deepest = 4;
const most = 300;

const functions: readonly Completion[] = [
  ["$string", "to text"],
  ["$number", "to a number"],
  ["$boolean", "to yes or no"],
  ["$length", "how long a text is"],
  ["$substring", "part of a text"],
  ["$substringBefore", "up to a text"],
  ["$substringAfter", "behind a text"],
  ["$lowercase", "in small letters"],
  ["$uppercase", "in capitals"],
  ["$trim", "without spaces around it"],
  ["$contains", "whether a text has another in it"],
  ["$split", "a text into a list"],
  ["$join", "a list into a text"],
  ["$replace", "one text for another"],
  ["$match", "by a pattern"],
  ["$count", "how many"],
  ["$sum", "added up"],
  ["$max", "the greatest"],
  ["$min", "the least"],
  ["$round", "to a round number"],
  ["$exists", "whether it is there"],
  ["$map", "each of a list, changed"],
  ["$filter", "those of a list that fit"],
  ["$sort", "a list in order"],
  ["$distinct", "each once"],
  ["$append", "lists together"],
  ["$merge", "objects together"],
  ["$keys", "names in an object"],
  ["$lookup", "by a name"],
  ["$now", "this moment"],
  ["$toMillis", "a date to a number"],
  ["$fromMillis", "a number to a date"],
].map(([label = "", detail = ""]) => ({ label, detail }));

function pathsIn(value: unknown, path: string, depth: number): [string, unknown][] {
  if (typeof value !== "object" || value === null || depth > deepest) return [];
  const entries = Array.isArray(value)
    ? value.slice(0, 1).map((each, at): [string, unknown] => [deeper(path, at), each])
    : Object.entries(value).map(([key, each]): [string, unknown] => [deeper(path, key), each]);
  return entries.flatMap(([at, each]) => [[at, each] as [string, unknown], ...pathsIn(each, at, depth + 1)]);
}

const shown = (value: unknown): string =>
  (typeof value === "object" && value !== null) || value === undefined ? "" : String(value).slice(0, 40);

const dataOf = (label: string, value: unknown): Completion => ({ label, detail: shown(value), data: true });

/** What may be written: what earlier steps give, by name, variables, and JSONata's functions. */
export function completionsOf(
  sources: readonly DataSource[],
  variables: Readonly<Record<string, unknown>>,
): Completion[] {
  const data = sources.flatMap(({ id, title, sample }) => [
    { label: id, detail: title, data: true as const },
    ...pathsIn(sample, "", 0).map(([path, value]) => dataOf(reference(id, path), value)),
  ]);
  const known = pathsIn(variables, "", 0).map(([path, value]) => dataOf(reference(variablesId, path), value));
  return [...known.slice(0, most), ...data.slice(0, most), ...functions];
}
