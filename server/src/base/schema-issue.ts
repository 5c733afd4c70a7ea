import type { z } from "zod";

/** What is wrong with a value, where in it. */
export interface PlacedIssue {
  path: readonly PropertyKey[];
  message: string;
}

const counted: Readonly<Record<string, string>> = { string: "characters", array: "items", set: "items" };

/** What is missing, too much or too little, as a person says it; a message that its author wrote stays. */
function wordsOf(issue: z.core.$ZodIssue): string {
  const { message } = issue;
  if (message.endsWith(", received undefined")) return "it is missing";
  if (message === "Invalid ISO datetime") return "write a time in UTC like 2026-12-31T23:59:59Z";
  if (issue.code === "too_big" && message.startsWith("Too big:")) {
    const what = counted[issue.origin];
    return what === undefined ? `it may be at most ${issue.maximum}` : `at most ${issue.maximum} ${what} are taken`;
  }
  if (issue.code !== "too_small" || !message.startsWith("Too small:")) return message;
  const what = counted[issue.origin];
  if (what === undefined) return `it must be ${issue.minimum} or more`;
  return Number(issue.minimum) === 1 ? "it is empty" : `at least ${issue.minimum} ${what} are needed`;
}

/** How far into the value a way of reading it came before it failed: the farthest is what was meant. */
const reach = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

/** A way that does not know what stands there was not meant, however far it came. */
const strange = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.filter(({ code, path }) => code === "unrecognized_keys" && path.length === 0).length;

/** Of a value that could be one of several things, what is wrong with the one that it comes closest to. */
export function closestIssues(issues: readonly z.core.$ZodIssue[]): PlacedIssue[] {
  return issues.flatMap((issue) => {
    const { path } = issue;
    const ways = issue.code === "invalid_union" ? issue.errors : [];
    const [closest] = ways.toSorted((a, b) => reach(b) - reach(a) || strange(a) - strange(b));
    if (closest === undefined || reach(closest) === 0) return [{ path, message: messageOf(wordsOf(issue), ways) }];
    return closestIssues(closest).map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
  });
}

/** Where none comes closer than another, each says what it would have had. */
function messageOf(message: string, ways: readonly (readonly z.core.$ZodIssue[])[]): string {
  const said = [...new Set(ways.flatMap((issues) => issues.map(wordsOf)))];
  return said.length === 0 ? message : said.join("; or ");
}

/** A place in a value as a person counts: `item 2, "title"`. Empty for the value itself. */
export const wordsOfPath = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === "number" ? `item ${part + 1}` : `"${String(part)}"`)).join(", ");

/** What is wrong with a value in one line: `host: it is missing; port: it may be at most 65535`. */
export const wordsOfIssues = (issues: readonly z.core.$ZodIssue[]): string =>
  closestIssues(issues)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`))
    .join("; ");
