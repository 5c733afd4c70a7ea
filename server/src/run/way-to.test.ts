import { cycleDocument } from "@velodrome/contract";
import { expect, test } from "vitest";
import { compileCycle } from "../step/compile.ts";
import { wayTo } from "./way-to.ts";

const trigger = { id: "message", type: "trigger", connector: "test", method: "message" } as const;
const transform = (id: string, expression: string) => ({ id, type: "transform", expression }) as const;
const loop = (id: string, more = {}) =>
  ({ id, type: "for-each", list: { expression: "message.list" }, ...more }) as const;

function cut(given: object, target: string) {
  const document = cycleDocument.parse(given);
  const { steps } = compileCycle(document);
  const { document: made, around } = wayTo(document, target, (id) => steps.get(id)?.reads ?? new Set());
  return {
    steps: made.steps.map(({ id }) => id),
    edges: made.edges.map(({ from, to }) => `${from}>${to}`),
    around: [...around],
    collects: made.steps.some((step) => "collect" in step),
  };
}

test("keeps what leads to a step, by whichever way, and nothing behind it", () => {
  const document = {
    steps: [trigger, transform("a", "1"), transform("b", "2"), transform("c", "3"), transform("aside", "4")],
    edges: [
      { from: "message", to: "a" },
      { from: "message", to: "aside" },
      { from: "a", to: "b" },
      { from: "b", to: "c" },
    ],
  };
  expect(cut(document, "b")).toMatchObject({ steps: ["message", "a", "b"], edges: ["message>a", "a>b"] });
});

test("keeps a branch that runs earlier where a step looks at what it gave", () => {
  const document = {
    steps: [trigger, transform("first", "1"), transform("inner", "first"), transform("reads", "inner + 1")],
    edges: [
      { from: "message", to: "first" },
      { from: "first", to: "inner" },
      { from: "message", to: "reads" },
    ],
  };
  expect(cut(document, "reads").steps).toEqual(["message", "first", "inner", "reads"]);
});

test("does every item of a For each before the step, and of one around it only what leads there", () => {
  const collect = { step: "each", path: "item" };
  const document = {
    steps: [
      trigger,
      loop("each", { collect }),
      transform("inside", "each.item"),
      transform("later", "inside"),
      transform("after", "each"),
    ],
    edges: [
      { from: "message", to: "each" },
      { from: "each", to: "inside", port: "item" },
      { from: "inside", to: "later" },
      { from: "each", to: "after" },
    ],
  };
  expect(cut(document, "after")).toMatchObject({
    steps: ["message", "each", "inside", "later", "after"],
    around: [],
    collects: true,
  });
  expect(cut(document, "inside")).toMatchObject({
    steps: ["message", "each", "inside"],
    around: ["each"],
    collects: false,
  });
});
