import type { Operator } from "@velodrome/contract";
import { areEqual } from "./equality.ts";
import { terminal } from "./failure.ts";
import { momentOf } from "./moment.ts";
import { compilePattern, type Pattern } from "./pattern.ts";
import { fold, isMissing, numberOf, textOf } from "./scalar.ts";
import { SourceError } from "./source-error.ts";

/** A comparison of two values. Never throws but for `matches` with a pattern that is none. */
export type Compare = (left: unknown, right: unknown, ignoreCase: boolean) => boolean;

const orderBy =
  (holds: (order: number) => boolean): Compare =>
  (left, right, ignoreCase) => {
    const order = orderOf(left, right, ignoreCase);
    return order !== null && holds(order);
  };

const timeBy =
  (holds: (left: number, right: number) => boolean): Compare =>
  (left, right) => {
    const [one, other] = [momentOf(left), momentOf(right)];
    return one !== null && other !== null && holds(one, other);
  };

const textBy =
  (holds: (left: string, right: string) => boolean): Compare =>
  (left, right, ignoreCase) => {
    const [one, other] = [textOf(left), textOf(right)];
    if (one === null || other === null) return false;
    return ignoreCase ? holds(fold(one), fold(other)) : holds(one, other);
  };

const containsText = textBy((left, right) => left.includes(right));

/** A list contains what equals one of its items; a text what stands in it. A missing side is contained in nothing. */
const contains: Compare = (left, right, ignoreCase) =>
  Array.isArray(left) ? left.some((item) => areEqual(item, right, ignoreCase)) : containsText(left, right, ignoreCase);

/** The right side is a list, or a text with commas between its items. */
const isIn: Compare = (left, right, ignoreCase) => {
  if (isMissing(left)) return false;
  const items = Array.isArray(right)
    ? right
    : (textOf(right)
        ?.split(",")
        .map((item) => item.trim()) ?? []);
  return items.some((item) => areEqual(left, item, ignoreCase));
};

const matches: Compare = (left, right, ignoreCase) => {
  const text = textOf(left);
  const source = textOf(right);
  return text !== null && source !== null && patternOf(source, ignoreCase).test(text);
};

/**
 * What each operator means. Missing is undefined or null; texts that are numbers count as numbers where order is
 * asked; dates are read by `momentOf`; a side that an operator can do nothing with makes it false, never an error.
 */
export const compareBy: Readonly<Record<Operator, Compare>> = {
  exists: (left) => !isMissing(left),
  "not-exists": (left) => isMissing(left),
  equals: areEqual,
  "not-equals": (left, right, ignoreCase) => !areEqual(left, right, ignoreCase),
  contains,
  "not-contains": (left, right, ignoreCase) => !contains(left, right, ignoreCase),
  "starts-with": textBy((left, right) => left.startsWith(right)),
  "ends-with": textBy((left, right) => left.endsWith(right)),
  matches,
  "greater-than": orderBy((order) => order > 0),
  "greater-or-equal": orderBy((order) => order >= 0),
  "less-than": orderBy((order) => order < 0),
  "less-or-equal": orderBy((order) => order <= 0),
  before: timeBy((left, right) => left < right),
  after: timeBy((left, right) => left > right),
  "is-empty": isEmpty,
  in: isIn,
};

/** Missing, a text of blanks, a list or an object without members. */
function isEmpty(value: unknown): boolean {
  if (isMissing(value)) return true;
  if (typeof value === "string") return value.trim() === "";
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Numbers by size, other texts letter by letter; null when the two have no order. */
function orderOf(left: unknown, right: unknown, ignoreCase: boolean): number | null {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) return a - b;
  if (typeof left !== "string" || typeof right !== "string") return null;
  const [one, other] = ignoreCase ? [fold(left), fold(right)] : [left, right];
  return one === other ? 0 : one < other ? -1 : 1;
}

/** Patterns of decisions are few and stay; those made from data may be many. */
const maxPatterns = 500;
const patterns = new Map<string, Pattern>();

function patternOf(source: string, ignoreCase: boolean): Pattern {
  const key = `${ignoreCase ? "i" : "-"}${source}`;
  const known = patterns.get(key);
  if (known) return known;
  try {
    const pattern = compilePattern(source, ignoreCase);
    if (patterns.size >= maxPatterns) patterns.clear();
    patterns.set(key, pattern);
    return pattern;
  } catch (cause: unknown) {
    if (!(cause instanceof SourceError)) throw cause;
    throw terminal(cause.code, cause.message, { pattern: source }, cause);
  }
}
