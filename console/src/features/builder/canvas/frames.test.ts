import { cycleDocument } from "@velodrome/contract";
import { IconNote } from "@tabler/icons-react";
import { expect, it } from "vitest";
import { cardNode } from "./flow-shape.ts";
import { frameRoom, framesOf, nameScale } from "./frames.ts";

const look = {
  ...{ icon: IconNote, logo: null, title: "", words: "", chip: null, missing: 0, state: null, duration: null },
  ...{ pinned: false, disabled: false, faded: false },
};

it("draws a frame around the cards of each group, with room for its name above them", () => {
  const { steps } = cycleDocument.parse({
    steps: [
      { id: "a", type: "note", group: "Lead" },
      { id: "b", type: "note", group: "Other" },
      { id: "c", type: "switch", group: "Lead", cases: ["a", "b", "c", "d"].map((id) => ({ id })) },
      { id: "d", type: "note" },
    ],
  });
  const places = [
    { x: 0, y: 64 },
    { x: 640, y: 0 },
    { x: 320, y: 160 },
    { x: -800, y: -800 },
  ];
  const nodes = steps.map((step, at) => cardNode(step, look, places[at] ?? { x: 0, y: 0 }, step.id !== "b"));
  const [lead, other, more] = framesOf(nodes);
  expect(more).toBeUndefined();
  expect(lead).toEqual({
    name: "Lead",
    members: ["a", "c"],
    selected: true,
    x: -frameRoom.side,
    y: 64 - frameRoom.top,
    width: 320 + 248 + 2 * frameRoom.side,
    height: 160 - 64 + 144 + frameRoom.top + frameRoom.bottom,
  });
  expect(other).toMatchObject({ name: "Other", members: ["b"], selected: false, x: 640 - frameRoom.side });
});

it("writes names no smaller on the screen where the cards become too small to be read", () => {
  expect(nameScale(2)).toBe(1);
  expect(nameScale(1)).toBe(1);
  expect(nameScale(0.1) * 0.1).toBeCloseTo(nameScale(0.5) * 0.5);
});
