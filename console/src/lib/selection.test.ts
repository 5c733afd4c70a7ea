import { expect, it } from "vitest";
import { stretchOf } from "./selection.ts";

const ids = ["a", "b", "c", "d"];

it.each([
  ["b", "d", ["b", "c", "d"]],
  ["d", "c", ["c", "d"]],
  ["a", "a", ["a"]],
  [null, "c", ["c"]],
  ["gone", "c", ["c"]],
])("from %s to %s all between are meant: %j", (from, to, meant) => {
  expect(stretchOf(ids, from, to)).toEqual(meant);
});
