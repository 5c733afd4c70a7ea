import { cycleDocument } from "@velodrome/contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { anyDocument } from "../../../testing/any-document.ts";
import { cardSize, freePlace, placeAfter, positionsOf } from "./positions.ts";

it("gives every step a place, and those that had one theirs", () => {
  fc.assert(
    fc.property(anyDocument, fc.nat(), (document, seed) => {
      const some = {
        ...document,
        steps: document.steps.map((step, at) => {
          const { position: _, ...bare } = step;
          return (at + seed) % 2 === 0 ? { ...step, position: { x: at * 16, y: 0 } } : (bare as typeof step);
        }),
      };
      const positions = positionsOf(some);
      expect(positions.size).toBe(document.steps.length);
      for (const { id, position } of some.steps)
        if (position !== undefined) expect(positions.get(id)).toEqual(position);
    }),
  );
});

it("never puts a card over another", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }))),
      (places) => {
        const document = places.reduce(
          (grown, [x, y], at) => ({
            ...grown,
            steps: [...grown.steps, { id: `s${at}`, type: "transform" as const, position: freePlace(grown, { x, y }) }],
          }),
          cycleDocument.parse({}),
        );
        const all = [...positionsOf(document).values()];
        for (const [at, a] of all.entries()) {
          for (const b of all.slice(at + 1)) {
            expect(Math.abs(a.x - b.x) >= cardSize.width || Math.abs(a.y - b.y) >= cardSize.height).toBe(true);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});

it("puts what follows to the right, and a second one below the first", () => {
  const document = cycleDocument.parse({ steps: [{ id: "a", type: "transform", position: { x: 0, y: 0 } }] });
  const first = placeAfter(document, "a");
  expect(first).toEqual({ x: 320, y: 0 });
  const two = { ...document, steps: [...document.steps, { id: "b", type: "transform" as const, position: first }] };
  expect(placeAfter(two, "a").y).toBeGreaterThan(first.y);
});
