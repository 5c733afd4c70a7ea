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

test("a value that comes close to nothing is told every way", () => {
  expect(issuesOf([7])).toEqual([
    "0: Invalid input: expected string, received number; or Invalid input: expected object, received number",
  ]);
});

test("a text that is too long is told that alone", () => {
  expect(issuesOf(["much longer"])).toEqual(["0: too long"]);
});

test("places are said as people count", () => {
  expect(wordsOfPath([1, "title"])).toBe('item 2, "title"');
  expect(wordsOfPath([])).toBe("");
});
