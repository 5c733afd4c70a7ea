import { cycleDocument, type Step } from "@velodrome/contract";
import { expect, test } from "vitest";
import type { Sample } from "../builder-host.ts";
import { outputsFor, samplesWith } from "./trial-samples.ts";

const conditions = { left: { expression: "1" }, operator: "exists" } as const;
const document = cycleDocument.parse({
  steps: [
    { id: "message", type: "trigger", connector: "c", method: "message" },
    { id: "other", type: "trigger", connector: "c", method: "other" },
    { id: "is", type: "decision", conditions },
    { id: "name", type: "transform", expression: "1" },
    { id: "reply", type: "transform", expression: "2" },
  ],
  edges: [
    { from: "message", to: "is" },
    { from: "other", to: "is" },
    { from: "is", to: "name", port: "true" },
    { from: "name", to: "reply" },
  ],
});
const known = new Map<string, Sample>([
  ["message", { data: "event", origin: "event" }],
  ["other", { data: "example", origin: "schema" }],
  ["is", { data: null, origin: "none" }],
  ["name", { data: "last run", origin: "run" }],
]);

test("what is pinned goes before what a test gave, and that before what is known", () => {
  const tested = new Map<string, unknown>([
    ["name", "test"],
    ["is", true],
  ]);
  const samples = samplesWith(known, { name: "pin" }, tested);
  expect(samples.get("name")).toEqual({ data: "pin", origin: "pin" });
  expect(samples.get("is")).toEqual({ data: true, origin: "test" });
  expect(samples.get("message")).toEqual({ data: "event", origin: "event" });
});

const of = (samples: ReadonlyMap<string, Sample>) => (step: Step) =>
  samples.get(step.id) ?? { data: null, origin: "none" as const };

test("a step alone gets all that is known of the steps before it", () => {
  expect(outputsFor(document, of(known), { step: "reply", reach: "step" })).toEqual({
    message: "event",
    other: "example",
    name: "last run",
  });
});

test("the way to a step begins with its first trigger; what was given before is done again unless it is pinned", () => {
  expect(outputsFor(document, of(known), { step: "reply", reach: "way" })).toEqual({ message: "event" });
  const pinned = samplesWith(known, { name: "pin", is: "no choice of a way" }, new Map());
  expect(outputsFor(document, of(pinned), { step: "reply", reach: "way" })).toEqual({ message: "event", name: "pin" });
});
