import { cycleDocument } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import type { Sample } from "../builder-host.ts";
import { dataSources } from "./data-sources.ts";

const output = {
  type: "object",
  properties: { message: { type: "object", properties: { text: { type: "string" } } } },
};
const message = {
  ...{ name: "message", type: "trigger" as const, title: "Message", description: "", reachesPerson: false, asides: [] },
  ...{ input: null, output, lookups: {} },
};
const connectors = new Map([["messenger", { methods: [message] }]]);
const document = cycleDocument.parse({
  steps: [
    { id: "message", type: "trigger", connector: "messenger", method: "message", name: "Arrives" },
    { id: "decision", type: "decision", name: "Says hi?" },
  ],
});
const sources = (samples: ReadonlyMap<string, Sample>) =>
  dataSources(document, ["message", "decision"], { samples, connectors });

describe("what steps give to those after them", () => {
  it("has an example for a step of which the server does not know yet, so that it is mapped rightly from the start", () => {
    expect(sources(new Map())).toEqual([
      { id: "message", title: "Arrives", sample: { message: { text: "text" } }, origin: "schema", givable: true },
      { id: "decision", title: "Says hi?", sample: null, origin: "none", givable: false },
    ]);
  });

  it("is what a step gave last, once it gave something", () => {
    const data = { message: { text: "hi" } };
    expect(sources(new Map([["message", { data, origin: "run" }]]))[0]).toMatchObject({ sample: data, origin: "run" });
  });
});
