import { cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import { placeBySelection } from "./use-builder-acts.ts";

const document = cycleDocument.parse({
  steps: [
    { id: "loop", type: "for-each" },
    { id: "full", type: "for-each" },
    { id: "decision", type: "decision" },
    { id: "note", type: "note" },
  ],
  edges: [
    { from: "full", port: "item", to: "decision" },
    { from: "decision", port: "true", to: "loop" },
  ],
});
const behind = (...ids: string[]) => placeBySelection(document, new Set(ids));

it("adds a step behind the one that is selected, by its first way that leads nowhere yet", () => {
  expect(behind("loop")).toEqual({ kind: "after", from: "loop", port: "item" });
  expect(behind("full")).toEqual({ kind: "after", from: "full", port: undefined });
  expect(behind("decision")).toEqual({ kind: "after", from: "decision", port: "false" });
});

it("goes on as a rule where every way leads somewhere, but for the one of a failure", () => {
  const led = { ...document, edges: [...document.edges, { from: "decision", port: "false", to: "loop" }] };
  expect(placeBySelection(led, new Set(["decision"]))).toMatchObject({ port: "true" });
});

it("adds a step anywhere where nothing or more than one is selected, or what leads nowhere", () => {
  for (const ids of [[], ["loop", "full"], ["note"]]) expect(behind(...ids)).toEqual({ kind: "somewhere" });
});
