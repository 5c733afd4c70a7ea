import { expect, it } from "vitest";
import { rowAfter } from "./row-keys.ts";

it.each([
  [-1, 1, 0],
  [-1, -1, 0],
  [0, 1, 1],
  [0, -1, 0],
  [2, 1, 2],
  [2, -1, 1],
] as const)("from row %i by %i one comes to row %i of three", (at, step, next) => {
  expect(rowAfter(at, step, 3)).toBe(next);
});
