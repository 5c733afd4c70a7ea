import { cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import { countsOfWays } from "./counts-of-ways.ts";

const document = cycleDocument.parse({
  steps: [
    { id: "message", type: "trigger", connector: "test", method: "message" },
    { id: "each", type: "for-each", list: { value: [1, 2] } },
    { id: "one", type: "transform", expression: "1" },
    { id: "two", type: "transform", expression: "1" },
    { id: "after", type: "transform", expression: "1" },
  ],
  edges: [
    { from: "message", to: "each" },
    { from: "each", port: "item", to: "one" },
    { from: "one", to: "two" },
    { from: "each", to: "after" },
  ],
});

it("says of ways inside of a For each how many items went over them, and of any other how many runs", () => {
  const ways = [
    { step: "message", port: null, count: 1 },
    { step: "each", port: "item", count: 2 },
    { step: "one", port: null, count: 1 },
    { step: "each", port: null, count: 3 },
  ];
  const countOf = countsOfWays(ways, document);
  const words = document.edges.map(({ from, port }) => {
    const step = document.steps.find(({ id }) => id === from);
    return step && countOf(step, port)?.words;
  });
  expect(words).toEqual([
    "One run went this way",
    "2 items went this way",
    "One item went this way",
    "3 runs went this way",
  ]);
});
