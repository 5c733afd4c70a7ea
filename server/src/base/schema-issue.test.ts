import { expect, test } from "vitest";
import { z } from "zod";
import { closestIssues, wordsOfPath } from "./schema-issue.ts";

const short = z.string().max(5, "too long");
const list = z.array(z.union([short, z.strictObject({ title: short, payload: z.string("no text").optional() })]));
const issuesOf = (value: unknown) =>
  closestIssues(list.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

test("what is wrong is said of the way that a value comes closest to", () => {
  expect(issuesOf(["yes", { title: "much longer" }])).toEqual(["1.title: too long"]);
  expect(issuesOf([{ title: "a", payload: 1 }])).toEqual(["0.payload: no text"]);
});

test("of two ways that come equally far, the one is meant that knows what stands there", () => {
  const group = z.strictObject({ all: z.array(z.unknown()) });
  const comparison = z.strictObject({ left: z.string(), operator: z.enum(["equals", "contains"]) });
  const issues = z.union([group, comparison]).safeParse({ left: "a", operator: "equalz" }).error?.issues ?? [];
  expect(closestIssues(issues).map(({ path }) => path.join("."))).toEqual(["operator"]);
});

test("what is missing is called missing, and a time that is none is told how to write one", () => {
  const shape = z.strictObject({
    name: z.string(),
    count: z.number(),
    list: z.array(z.string()),
    at: z.iso.datetime(),
  });
  const issues = shape.safeParse({ at: "yesterday" }).error?.issues ?? [];
  expect(closestIssues(issues).map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual([
    "name: it is missing",
    "count: it is missing",
    "list: it is missing",
    "at: write a time in UTC like 2026-12-31T23:59:59Z",
  ]);
});

test("a value that comes close to nothing is told every way", () => {
  expect(issuesOf([7])).toEqual([
    "0: Invalid input: expected string, received number; or Invalid input: expected object, received number",
  ]);
});

test("a text that is too long is told that alone", () => {
  expect(issuesOf(["much longer"])).toEqual(["0: too long"]);
});

test("what is too much or too little is said in plain words, and what its author said as they said it", () => {
  const shape = z.object({
    ...{
      text: z.string().max(3),
      none: z.string().min(1),
      few: z.array(z.number()).min(2),
      own: z.string().max(1, "No."),
    },
    ...{ low: z.number().min(1), high: z.number().max(5) },
  });
  const given = { text: "long", none: "", few: [1], own: "long", low: 0, high: 6 };
  expect(closestIssues(shape.safeParse(given).error?.issues ?? []).map(({ message }) => message)).toEqual([
    "at most 3 characters are taken",
    "it is empty",
    "at least 2 items are needed",
    "No.",
    "it must be 1 or more",
    "it may be at most 5",
  ]);
});

test("places are said as people count", () => {
  expect(wordsOfPath([1, "title"])).toBe('item 2, "title"');
  expect(wordsOfPath([])).toBe("");
});
