import { cycleDocument } from "@velodrome/contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { boxesOf } from "./boxes.ts";
import { type Direction, neighbourOf, runOf } from "./neighbour.ts";

type Places = Record<string, [x: number, y: number]>;

const drawn = (places: Places, ways: readonly string[] = []) =>
  cycleDocument.parse({
    steps: Object.entries(places).map(([id, [x, y]]) => ({ id, type: "transform", position: { x, y } })),
    edges: ways.map((way) => ({ from: way[0], to: way[1] })),
  });

const around = (document: ReturnType<typeof drawn>, from: string) =>
  (["left", "right", "up", "down"] as const).map((direction) => neighbourOf(document, from, direction));

it("leads to the nearest card that way, and nowhere where there is none", () => {
  const cross = drawn({ a: [320, 128], b: [0, 128], c: [640, 128], d: [320, 0], e: [320, 256], f: [320, 400] });
  expect(around(cross, "a")).toEqual(["b", "c", "d", "e"]);
  expect(around(cross, "f")).toEqual([null, null, "e", null]);
  expect(around(drawn({ a: [0, 0] }), "a")).toEqual([null, null, null, null]);
});

it("follows the ways before it looks at what is nearer", () => {
  const document = drawn({ a: [0, 0], b: [640, 0], c: [320, 0], d: [960, 0] }, ["ab", "bd"]);
  expect(neighbourOf(document, "a", "right")).toBe("b");
  expect(neighbourOf(document, "b", "left")).toBe("a");
  // No way leads out of it, nor into it.
  expect(neighbourOf(document, "c", "right")).toBe("b");
  expect(neighbourOf(document, "c", "left")).toBe("a");
});

it("goes to what a way joins also where that is far below, and down to what stands right below", () => {
  const document = drawn({ a: [0, 0], b: [320, 640], c: [0, 128] }, ["ab"]);
  expect(neighbourOf(document, "a", "right")).toBe("b");
  expect(neighbourOf(document, "b", "left")).toBe("a");
  expect(neighbourOf(document, "a", "down")).toBe("c");
});

it("takes the first of two ways that are equally near, and follows a drawing from the top down", () => {
  const fork = drawn({ a: [0, 0], b: [320, -64], c: [320, 64] }, ["ab", "ac"]);
  expect(neighbourOf(fork, "a", "right")).toBe("b");
  expect(neighbourOf(fork, "b", "down")).toBe("c");
  const tower = drawn({ a: [0, 0], b: [64, 320], c: [0, 128] }, ["ab"]);
  expect(neighbourOf(tower, "a", "down")).toBe("b");
  expect(neighbourOf(tower, "b", "up")).toBe("a");
});

it("takes a card that stands somewhat aside for one below", () => {
  expect(around(drawn({ a: [0, 0], b: [208, 96] }), "a")).toEqual([null, null, null, "b"]);
});

it("leads to another card, and never to one behind", () => {
  const place = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 }));
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), (places) => {
      const document = drawn(Object.fromEntries(places.map(([x, y], at) => [`s${at}`, [x * 16, y * 16]])));
      const boxes = boxesOf(document);
      const own = boxes.get("s0") ?? { x: 0, y: 0 };
      const ahead: Record<Direction, (to: typeof own) => boolean> = {
        left: ({ x }) => x < own.x,
        right: ({ x }) => x > own.x,
        up: ({ y }) => y < own.y,
        down: ({ y }) => y > own.y,
      };
      for (const [direction, isAhead] of Object.entries(ahead) as [Direction, (to: typeof own) => boolean][]) {
        const next = neighbourOf(document, "s0", direction);
        if (next === null) continue;
        expect(next).not.toBe("s0");
        expect(isAhead(boxes.get(next) ?? own)).toBe(true);
      }
    }),
  );
});

it("takes all that follows, or all that leads there, of one or of several", () => {
  const document = drawn({ a: [0, 0], b: [0, 0], c: [0, 0], d: [0, 0], e: [0, 0] }, ["ab", "bc", "bd", "ed"]);
  expect(runOf(document, ["b"], "right")).toEqual(new Set(["b", "c", "d"]));
  expect(runOf(document, ["b"], "down")).toEqual(new Set(["b", "c", "d"]));
  expect(runOf(document, ["d"], "left")).toEqual(new Set(["d", "b", "e", "a"]));
  expect(runOf(document, ["c", "e"], "up")).toEqual(new Set(["c", "e", "b", "a"]));
  expect(runOf(document, ["c"], "right")).toEqual(new Set(["c"]));
});
