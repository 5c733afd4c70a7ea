import { type ConnectorWithMethods, cycleDocument } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { addAfter } from "./document/graph-edit.ts";
import { paletteEntries, searchEntries, stepFrom, withPlainInput } from "./palette-entry.ts";
import { tools } from "./tools/tool-registry.ts";

const method = (name: string, type: "trigger" | "action", input: Record<string, unknown> | null) => ({
  name,
  type,
  title: name === "message" ? "Message" : "Send a text",
  description: "",
  input,
  output: null,
  lookups: {},
  asides: [],
  reachesPerson: false,
});
const messenger: ConnectorWithMethods = {
  name: "messenger",
  title: "Messenger",
  description: "",
  categories: [],
  logo: "",
  version: "1",
  setup: { need: "none", graphVersion: "", versions: [], scopes: [] },
  auth: [],
  properties: {},
  state: "ready",
  setups: 1,
  accounts: 1,
  methods: [
    method("message", "trigger", null),
    method("send-text", "action", { type: "object", properties: { recipient: { type: "string" } } }),
  ],
  lookups: [],
};
const connectors = new Map([["messenger", messenger]]);
const entries = paletteEntries(connectors.values());
const entry = (title: string) => entries.find((one) => one.title === title) ?? entries[0];

describe("what can be added", () => {
  it("makes a step that a document may have, of every tool and method", () => {
    for (const one of entries) {
      const step = stepFrom(one, { document: cycleDocument.parse({}), connections: [], connectors });
      expect(cycleDocument.safeParse({ steps: [step] }).error).toBeUndefined();
    }
    expect(entries).toHaveLength(tools.length + 2);
  });

  it("is found by its own words and by those people use, its title first", () => {
    expect(searchEntries(entries, "if")[0]?.title).toBe("Decision");
    expect(searchEntries(entries, "send TEXT").map(({ title }) => title)).toEqual(["Send a text"]);
    expect(searchEntries(entries, "nothing like it")).toEqual([]);
  });

  it("gets a name and an id that are free", () => {
    const found = entry("Send a text");
    if (found === undefined) throw new Error("There is no such entry.");
    const first = stepFrom(found, { document: cycleDocument.parse({}), connections: [], connectors });
    const document = cycleDocument.parse({ steps: [first] });
    const second = stepFrom(found, { document, connections: [], connectors });
    expect([first.id, first.name]).toEqual(["sendAText", "Send a text"]);
    expect([second.id, second.name]).toEqual(["sendAText2", "Send a text 2"]);
  });

  it("takes the cycle's connection, or the only one there is, whatever belongs to one", () => {
    const waiting = { id: "w", type: "wait-for-event", connector: "facebook-messenger", method: "message" } as const;
    const document = cycleDocument.parse({ steps: [{ ...waiting, connection: "con_0000000000000000000000000a" }] });
    const found = entry("Wait for event");
    if (found === undefined) throw new Error("There is no such entry.");
    const step = stepFrom(found, { document, connections: [], connectors });
    expect(step).toMatchObject({ connection: "con_0000000000000000000000000a" });
  });

  it("answers whoever wrote, where a message comes before", () => {
    const found = entry("Send a text");
    if (found === undefined) throw new Error("There is no such entry.");
    const trigger = { id: "message", type: "trigger", connector: "messenger", method: "message" } as const;
    const document = cycleDocument.parse({ steps: [trigger] });
    const step = stepFrom(found, { document, connections: [], connectors });
    const filled = withPlainInput(addAfter(document, "message", undefined, step), step.id, { connectors });
    expect(filled.steps[1]).toMatchObject({ input: { recipient: { step: "message", path: "sender.id" } } });
  });
});
