import type { z } from "zod";

/** What is wrong with a value, where in it. */
export interface PlacedIssue {
  path: readonly PropertyKey[];
  message: string;
}

/** How far into the value a way of reading it came before it failed: the farthest is what was meant. */
const reach = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

/** Of a value that could be one of several things, what is wrong with the one that it comes closest to. */
export function closestIssues(issues: readonly z.core.$ZodIssue[]): PlacedIssue[] {
  return issues.flatMap(({ path, message, ...issue }) => {
    const ways = issue.code === "invalid_union" ? (issue.errors as z.core.$ZodIssue[][]) : [];
    const [closest] = ways.toSorted((a, b) => reach(b) - reach(a));
    if (closest === undefined || reach(closest) === 0) return [{ path, message: messageOf(message, ways) }];
    return closestIssues(closest).map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
  });
}

/** Where none comes closer than another, each says what it would have had. */
function messageOf(message: string, ways: readonly (readonly z.core.$ZodIssue[])[]): string {
  const said = [...new Set(ways.flatMap((issues) => issues.map((issue) => issue.message)))];
  return said.length === 0 ? message : said.join("; or ");
}

/** A place in a value as a person counts: `item 2, "title"`. Empty for the value itself. */
export const wordsOfPath = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === "number" ? `item ${part + 1}` : `"${String(part)}"`)).join(", ");
