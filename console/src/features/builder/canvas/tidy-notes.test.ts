import { type CycleDocument, cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import type { Point } from "../document/graph-edit.ts";
import { withNotes } from "./tidy-notes.ts";

const drawn = (steps: Record<string, Point & { type?: string; group?: string }>): CycleDocument =>
  cycleDocument.parse({
    steps: Object.entries(steps).map(([id, { type = "transform", group, ...position }]) => ({
      ...{ id, type, position },
      ...(group === undefined ? {} : { group }),
    })),
    edges: [],
  });

it("leaves a note beside the step that it stood nearest to", () => {
  const document = drawn({
    a: { x: 0, y: 0 },
    b: { x: 0, y: 400 },
    ofA: { type: "note", x: 0, y: -96 },
    ofB: { type: "note", x: -32, y: 512 },
  });
  const places = withNotes(
    document,
    new Map([
      ["a", { x: 0, y: 0 }],
      ["b", { x: 336, y: 0 }],
    ]),
  );
  expect(places.get("ofA")).toEqual({ x: 0, y: -96 });
  expect(places.get("ofB")).toEqual({ x: 304, y: 112 });
  expect(places.get("b")).toEqual({ x: 336, y: 0 });
});

it("puts a note above what would lie under it, a note too", () => {
  const document = drawn({
    a: { x: 0, y: 0 },
    b: { x: 0, y: 800 },
    first: { type: "note", x: 320, y: 0 },
    second: { type: "note", x: 336, y: 16 },
  });
  const places = withNotes(
    document,
    new Map([
      ["a", { x: 0, y: 0 }],
      ["b", { x: 336, y: 0 }],
    ]),
  );
  // A card is 72 high, and 16 are left between two.
  expect(places.get("first")).toEqual({ x: 320, y: -96 });
  expect(places.get("second")).toEqual({ x: 336, y: -192 });
});

it("keeps a note that is not of a group out of its frame, and one that is beside its step", () => {
  const document = drawn({
    a: { x: 0, y: 0, group: "G" },
    above: { type: "note", x: 0, y: -96 },
    own: { type: "note", x: 0, y: 96, group: "G" },
  });
  const places = withNotes(document, new Map([["a", { x: 320, y: 160 }]]));
  // A frame begins 36 above its cards; 16 are left between.
  expect(places.get("above")).toEqual({ x: 320, y: 32 });
  expect(places.get("own")).toEqual({ x: 320, y: 256 });
});

it("leaves notes where they are as long as there is nothing else", () => {
  const document = drawn({ only: { type: "note", x: 48, y: 16 } });
  expect(withNotes(document, new Map())).toEqual(new Map());
});
