import fc from "fast-check";
import { expect, it } from "vitest";
import { alignments, arranged, type Arrangement, distributions } from "./arrange.ts";
import type { Box } from "./boxes.ts";

const box = (x: number, y: number, height = 72): Box => ({ x, y, width: 248, height });
const boxes = (...all: Box[]) => new Map(all.map((one, at) => [`s${at}`, one]));

/** Where all stand afterwards. */
const after = (before: ReadonlyMap<string, Box>, how: Arrangement): Box[] => {
  const moved = arranged(before, how);
  return [...before].map(([id, one]) => ({ ...one, ...moved.get(id) }));
};

it("brings sides and middles into line, and leaves the other direction alone", () => {
  const three = boxes(box(0, 0), box(320, 64), box(64, 256));
  expect(after(three, "left").map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [0, 64],
    [0, 256],
  ]);
  expect(after(three, "centre").map(({ x }) => x)).toEqual([160, 160, 160]);
  expect(after(three, "right").map(({ x }) => x)).toEqual([320, 320, 320]);
  expect(after(three, "top").map(({ x, y }) => [x, y])).toEqual([
    [0, 0],
    [320, 0],
    [64, 0],
  ]);
  expect(after(three, "middle").map(({ y }) => y)).toEqual([128, 128, 128]);
  expect(after(three, "bottom").map(({ y }) => y)).toEqual([256, 256, 256]);
});

it("heeds that cards are of several heights", () => {
  const high = boxes(box(0, 0, 72), box(320, 0, 136));
  expect(after(high, "bottom").map(({ y }) => y)).toEqual([64, 0]);
  expect(after(high, "middle").map(({ y }) => y)).toEqual([32, 0]);
});

it("leaves the same room between each two, in the order in which they stand", () => {
  expect(after(boxes(box(1280, 0), box(0, 16), box(320, 32)), "across").map(({ x, y }) => [x, y])).toEqual([
    [1280, 0],
    [0, 16],
    [640, 32],
  ]);
  expect(after(boxes(box(0, 0), box(0, 96, 120), box(0, 480)), "down").map(({ y }) => y)).toEqual([0, 224, 480]);
});

it("moves nothing that stands there, and nothing a second time", () => {
  expect(arranged(boxes(box(0, 0), box(0, 160)), "left").size).toBe(0);
  const place = fc.record({ x: fc.integer({ min: -60, max: 60 }), y: fc.integer({ min: -60, max: 60 }) });
  const some = fc.array(place, { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(some, fc.constantFrom(...alignments, ...distributions), (places, how) => {
      const before = boxes(...places.map(({ x, y }) => box(x * 16, y * 16)));
      const moved = after(before, how);
      for (const { x, y } of moved) expect([Math.abs(x % 16), Math.abs(y % 16)]).toEqual([0, 0]);
      expect(arranged(boxes(...moved), how).size).toBe(0);
    }),
  );
});
