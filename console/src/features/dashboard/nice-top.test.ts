import fc from "fast-check";
import { expect, it } from "vitest";
import { niceTop } from "./nice-top.ts";

it.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [11, 20],
  [99, 100],
  [100, 100],
  [501, 1000],
])("a plot whose highest bar is %i ends at %i", (highest, top) => {
  expect(niceTop(highest)).toBe(top);
});

it("is never below the highest bar, and never more than 2.5 times as high", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (highest) => {
      expect(niceTop(highest)).toBeGreaterThanOrEqual(highest);
      expect(niceTop(highest) / highest).toBeLessThanOrEqual(2.5);
    }),
  );
});
