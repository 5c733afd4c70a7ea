import { expect, test } from "vitest";
import type { Reading, Round } from "./round.ts";
import { median, summarise } from "./summary.ts";

const reading = (acknowledgedPerSecond: number, cyclesPerSecond: number | null, p99 = 10): Reading => ({
  acknowledgedPerSecond,
  cyclesPerSecond,
  p99,
  p50: 1,
  max: 20,
  memory: null,
});

const round = (web: number, whole: number, nodeRed: number | null): Round => ({
  bare: reading(1000, 1000),
  web: reading(web, null, 61),
  whole: reading(web, whole),
  backlogPerSecond: 1,
  nodeRed: nodeRed === null ? null : reading(nodeRed, nodeRed),
});

test("the median is the middle one, or between the two middle ones", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 9, 5, 7])).toBe(6);
  expect(() => median([])).toThrow("no median");
});

test("bars are held against medians, and say so when they are missed", () => {
  const { web, bars } = summarise([round(500, 300, 200), round(100, 100, 200), round(600, 300, 200)]);
  expect(web.acknowledgedPerSecond).toBe(500);
  expect(bars.map(({ value, met }) => [value, met])).toEqual([
    [0.5, true],
    [61, false],
    [0.3, false],
    [1.5, true],
    [10, true],
    [null, null],
  ]);
});

test("a bar that needs what was not measured is neither met nor missed", () => {
  const named = ({ text }: { text: string }) => text.includes("Node-RED");
  expect(summarise([round(600, 300, null)]).bars.find(named)).toMatchObject({ value: null, met: null });
});
