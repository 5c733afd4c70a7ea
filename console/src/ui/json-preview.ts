/** A value's entries when it has any: an object's by name, a list's by index. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item] as const);
  if (typeof value === "object" && value !== null) return Object.entries(value);
  return null;
}

const longest = 60;

/** A closed branch in one line: what is in it, cut where it gets long. */
export function preview(value: unknown): string {
  const entries = entriesOf(value);
  if (entries === null) return leafText(value);
  if (entries.length === 0) return Array.isArray(value) ? "[]" : "{}";
  if (Array.isArray(value)) return `[ ${entries.length} ]`;
  const names = entries.map(([name]) => name).join(", ");
  return `{ ${names.length > longest ? `${names.slice(0, longest)}…` : names} }`;
}

/** A leaf as JSON writes it. */
export const leafText = (value: unknown): string => JSON.stringify(value) ?? "null";

/** The whole value as text to copy. */
export const wholeText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "null");

/** Large lists open in slices of this many, so that one click never renders thousands of rows. */
export const sliceSize = 100;

/** Branches down to this depth are open at first, unless they are long. */
export const openAtFirst = (value: unknown, depth: number): boolean =>
  depth < 3 && (entriesOf(value)?.length ?? 0) <= 20;
