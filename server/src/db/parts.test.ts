import fc from "fast-check";
import { expect, test } from "vitest";
import { firstIdAt } from "../base/id.ts";
import { partsBefore, startOf } from "./parts.ts";

const dayMs = 86_400_000;
const dayOf = (n: number) => new Date(n * dayMs).toISOString().slice(0, 10);

test("days and what lies between them, up to a moment; a day that is only in part older is left out", () => {
  const parts = partsBefore(["2026-11-01", "2026-11-02", "2026-11-05", "2026-11-06"], startOf("2026-11-06") + 1);
  expect(parts.map(({ day }) => day)).toEqual([null, "2026-11-01", "2026-11-02", null, "2026-11-05"]);
  expect(parts[3]).toEqual({
    day: null,
    low: firstIdAt(startOf("2026-11-03")),
    high: firstIdAt(startOf("2026-11-05")),
  });
});

test("the parts follow each other without a gap, from the first id on", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(300)), fc.nat(310 * dayMs), (numbers, before) => {
      const parts = partsBefore(numbers.toSorted((a, b) => a - b).map(dayOf), before);
      let from = firstIdAt(0);
      for (const { low, high } of parts) {
        expect(low).toBe(from);
        expect(low < high).toBe(true);
        from = high;
      }
      expect(from <= firstIdAt(before)).toBe(true);
    }),
  );
});
