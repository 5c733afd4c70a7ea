import { cycleDocument } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import type { Sample } from "../builder-host.ts";
import { firstToMap } from "../fields/field-context.ts";
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
      {
        ...{ id: "message", title: "Arrives", sample: { message: { text: "text" } }, origin: "schema" },
        ...{ givable: true, gives: true },
      },
      { id: "decision", title: "Says hi?", sample: null, origin: "none", givable: false, gives: false },
    ]);
  });

  it("is what a step gave last, once it gave something", () => {
    const data = { message: { text: "hi" } };
    expect(sources(new Map([["message", { data, origin: "run" }]]))[0]).toMatchObject({ sample: data, origin: "run" });
  });

  it("is taken first from the nearest step that gives something, not from one that only chooses a way", () => {
    const ran = new Map<string, Sample>([["decision", { data: { result: true }, origin: "run" }]]);
    expect(firstToMap(sources(ran))?.id).toBe("message");
    expect(firstToMap(sources(ran).slice(1))?.id).toBe("decision");
    expect(firstToMap([])).toBeUndefined();
  });
});
