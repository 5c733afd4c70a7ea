import { type CycleDocumentInput, cycleDocument } from "@velodrome/contract";
import { describe, expect, test } from "vitest";
import { createFakeConnector } from "../connection/testing/fake-connector.ts";
import { type CycleConnection, withConnections } from "./connection-choice.ts";
import { type ExpressionFlaw, findPrerequisites } from "./prerequisites.ts";

const { connector } = createFakeConnector();
const connectors = new Map([
  ["chat", connector],
  ["shop", { ...connector, name: "shop", title: "Shop" }],
]);
const connection = (over: Partial<CycleConnection> = {}): CycleConnection => ({
  ...{ id: "con_1", connector: "chat", name: "My Page", status: "authenticated", setupId: "s", externalId: "7" },
  ...over,
});
const hear = { id: "hear", type: "trigger", connector: "chat", method: "message" } as const;
const input = { recipient: { value: "1" }, text: { template: "Hello" } };
const reply = { id: "reply", type: "action", connector: "chat", method: "say", input } as const;
const decide = { id: "decide", type: "decision" } as const;

function find(
  document: CycleDocumentInput,
  options: { connections?: CycleConnection[]; flaws?: ExpressionFlaw[] } = {},
): string[] {
  const deps = { connectors, expressionFlaws: () => options.flaws ?? [], sleepFlaws: () => [] };
  const rules = { sleep: { days: 31, now: 0, timezone: "UTC" }, variables: new Set<string>() };
  const found = findPrerequisites(deps, cycleDocument.parse(document), options.connections ?? [connection()], rules);
  expect(found.every(({ message }) => message.length > 10)).toBe(true);
  return found.map(({ code, step, field }) => `${code} ${step} ${field}`);
}

const withReply = (over: object) =>
  ({ steps: [hear, { ...reply, ...over }], edges: [{ from: "hear", to: "reply" }] }) as CycleDocumentInput;

describe("a cycle is ready", () => {
  test("with a trigger alone, and with a Decision whose ports lead nowhere", () => {
    expect(find({ steps: [hear] })).toEqual([]);
    const conditions = { left: { step: "hear", path: "text" }, operator: "exists" } as const;
    expect(find({ steps: [hear, { ...decide, conditions }], edges: [{ from: "hear", to: "decide" }] })).toEqual([]);
  });

  test("with everything required set, whatever may be left out", () => {
    expect(find(withReply({}))).toEqual([]);
    expect(find(withReply({ method: "note", input: { anything: { value: 1 } } }))).toEqual([]);
  });
});

describe("it is not", () => {
  test("without a trigger", () => {
    expect(find({})).toEqual(["no_trigger null null"]);
    expect(find({ steps: [reply] })).toEqual(["no_trigger null null"]);
  });

  test("while every trigger is switched off", () => {
    expect(find({ steps: [{ ...hear, disabled: true }] })).toEqual(["no_trigger null null"]);
  });

  test("for what runs come to only: a step that is switched off, and what only it leads to, need not be ready", () => {
    const steps = [hear, { ...decide, disabled: true }, { ...reply, id: "yes", input: {} }, { ...reply, input: {} }];
    const edges = [
      { from: "hear", to: "decide" },
      { from: "decide", to: "yes", port: "true" },
      { from: "decide", to: "reply", port: "false" },
    ];
    const found = new Set(find({ steps, edges }).map((each) => each.split(" ")[1]));
    expect([...found]).toEqual(["yes"]);
    expect(find({ steps: [hear, { ...reply, input: {} }] })).toContain("unreachable reply null");
    expect(find({ steps: [hear, { ...reply, input: {}, disabled: true }] })).toEqual([]);
  });

  test("while it would answer to what it sends itself, with nothing that asks on the way", () => {
    const { triggers } = connector;
    const asides = {
      echo: { title: "Own words", description: "Comes back", isOwn: true },
      standby: { title: "Standby", description: "Reads along" },
    };
    const asking = { ...connector, triggers: { ...triggers, message: { ...triggers.message, asides } } };
    connectors.set("chat", asking as typeof connector);
    const conditions = { left: { step: "hear", path: "text" }, operator: "exists" } as const;
    const pause = { id: "pause", type: "delay", duration: { value: 1 }, unit: "hours" } as const;
    const answering = (also: string[], between: object, port?: string, over: object = {}) =>
      ({
        steps: [{ ...hear, also }, between, { ...reply, ...over }],
        edges: [
          { from: "hear", to: (between as { id: string }).id },
          { from: (between as { id: string }).id, to: "reply", ...(port && { port }) },
        ],
      }) as CycleDocumentInput;
    expect(find(answering(["echo"], pause))).toEqual(["answers_itself hear also"]);
    expect(find(answering(["standby"], pause))).toEqual([]);
    expect(find(answering(["echo"], { ...decide, conditions }, "true"))).toEqual([]);
    // What does not come back.
    expect(find(answering(["echo"], pause, undefined, { method: "note", input: {} }))).toEqual([]);
    connectors.set("chat", connector);
  });

  test("while a trigger asks for what its connector does not know of", () => {
    const { triggers } = connector;
    const asides = { standby: { title: "Standby", description: "Reads along" } };
    const asking = { ...connector, triggers: { ...triggers, message: { ...triggers.message, asides } } };
    connectors.set("chat", asking as typeof connector);
    expect(find({ steps: [{ ...hear, also: ["standby"] }] })).toEqual([]);
    expect(find({ steps: [{ ...hear, also: ["own-echo"] }] })).toEqual(["method_unknown hear also"]);
    connectors.set("chat", connector);
    expect(find({ steps: [{ ...hear, also: ["standby"] }] })).toEqual(["method_unknown hear also"]);
  });

  test("while a step cannot be reached", () => {
    expect(find({ steps: [hear, reply] })).toEqual(["unreachable reply null"]);
  });

  test("while a Decision has no condition", () => {
    const steps = { steps: [hear, decide], edges: [{ from: "hear", to: "decide" }] };
    expect(find(steps)).toEqual(["condition_missing decide conditions"]);
  });

  test("while a comparison has nothing on either side", () => {
    const empty = { left: { value: "" }, operator: "contains", right: { value: "" } } as const;
    const full = { left: { step: "hear", path: "text" }, operator: "contains", right: { value: "hi" } } as const;
    const found = (step: object) =>
      find({ steps: [hear, step], edges: [{ from: "hear", to: (step as { id: string }).id }] } as CycleDocumentInput);
    const at = (place: string) => [`condition_missing decide ${place}.left`];
    expect(found({ ...decide, conditions: empty })).toEqual(at("conditions"));
    expect(found({ ...decide, conditions: { all: [full, { any: [full, empty] }] } })).toEqual(
      at("conditions.all.1.any.1"),
    );
    expect(found({ ...decide, conditions: { ...empty, operator: "exists" } })).toEqual(at("conditions"));
    expect(found({ ...decide, type: "filter", conditions: { all: [empty] } })).toEqual(at("conditions.all.0"));
    const cases = [{ id: "one", conditions: { all: [empty] } }];
    expect(found({ ...decide, type: "switch", cases })).toEqual(at("cases.one.conditions.all.0"));
    // Something is looked at, or compared with.
    expect(found({ ...decide, conditions: full })).toEqual([]);
    expect(found({ ...decide, conditions: { ...full, right: { value: "" } } })).toEqual([]);
    expect(found({ ...decide, conditions: { ...full, left: { value: "" } } })).toEqual([]);
  });

  test("with a connector or method that is not there", () => {
    expect(find({ steps: [{ ...hear, connector: "gone" }] })).toEqual(["connector_unknown hear connector"]);
    expect(find({ steps: [{ ...hear, method: "say" }] })).toEqual(["method_unknown hear method"]);
    const { method: _, ...rest } = hear;
    const kinds = ["message", "gone", "constructor"];
    expect(find({ steps: [{ ...rest, kinds }] })).toEqual(["method_unknown hear kinds", "method_unknown hear kinds"]);
    expect(find(withReply({ method: "message" }))).toEqual(["method_unknown reply method"]);
    expect(find(withReply({ method: "constructor" }))).toEqual(["method_unknown reply method"]);
  });

  test.each([
    [{ recipient: { value: "1" } }, ["input_missing reply text"]],
    [{ ...input, text: { value: "" } }, ["input_missing reply text"]],
    [{ ...input, text: { value: null } }, ["input_missing reply text"]],
    [{ ...input, text: { template: "" } }, ["input_missing reply text"]],
    [{ ...input, times: { value: "" } }, []],
    [{ ...input, tone: { value: "shrill" } }, ["input_invalid reply tone"]],
    [{ ...input, times: { value: 0 } }, ["input_invalid reply times"]],
    [{ ...input, text: { value: "x".repeat(21) } }, ["input_invalid reply text"]],
    [{ ...input, text: { expression: "hear.text" } }, []],
    [{ ...input, more: { value: 1 } }, ["input_unknown reply more"]],
    [{ ...input, constructor: { value: 1 } }, ["input_unknown reply constructor"]],
  ])("with the input %j", (given, expected) => {
    expect(find(withReply({ input: given }))).toEqual(expected);
  });

  test("with what the expressions' own check finds, at its step and field", () => {
    const flaws = [
      { code: "reference_later", step: "reply", field: "input.text", message: "It does not come before." },
      { code: "reference_unknown", step: "reply", field: "input.recipient", message: "There is no such step." },
      { code: "pattern_invalid", step: "hear", field: "conditions.all.0.left", message: "No pattern at all." },
    ];
    expect(find(withReply({}), { flaws })).toEqual([
      "expression_invalid hear conditions.all.0.left",
      "reference_unknown reply text",
      "reference_unknown reply recipient",
    ]);
  });
});

describe("a wait for an event", () => {
  const wait = { id: "wait", type: "wait-for-event", connector: "chat", method: "message" } as const;
  const found = (over: object, options?: Parameters<typeof find>[1]) =>
    find({ steps: [hear, { ...wait, ...over }], edges: [{ from: "hear", to: "wait" }] } as CycleDocumentInput, options);

  test("needs a time, and a method and connection that are there", () => {
    expect(found({ timeout: { value: 1 } })).toEqual([]);
    expect(found({})).toEqual(["input_missing wait timeout"]);
    expect(found({ timeout: { value: 1 }, method: "gone" })).toEqual(["method_unknown wait method"]);
    expect(found({ timeout: { value: 1 }, connection: "con_9" })).toContain("connection_unknown wait connection");
  });

  test("needs a key where no trigger is of its connection", () => {
    const other = connection({ id: "con_2", name: "Other" });
    const elsewhere = { timeout: { value: 1 }, connection: "con_2" };
    const both = { connections: [connection(), other] };
    expect(found(elsewhere, both)).toContain("input_missing wait key");
    const key = { value: { step: "hear", path: "text" }, path: "text" };
    expect(found({ ...elsewhere, key }, both)).not.toContain("input_missing wait key");
  });
});

describe("a step's connection", () => {
  const steps = { steps: [hear] };
  const named = { steps: [{ ...hear, connection: "con_2" }] };
  const other = connection({ id: "con_2", name: "Other" });

  test("is the one it names, or the account's only one of that connector", () => {
    const shop = connection({ id: "con_3", connector: "shop" });
    expect(find(steps, { connections: [connection(), shop] })).toEqual([]);
    expect(find(named, { connections: [connection(), other] })).toEqual([]);
    const chosen = withConnections(cycleDocument.parse(steps), [connection(), shop]);
    expect(chosen.steps[0]).toMatchObject({ connection: "con_1" });
    expect(withConnections(cycleDocument.parse(named), [connection()]).steps[0]).toMatchObject({ connection: "con_2" });
  });

  test("is missing when there is none, or several to choose from", () => {
    expect(find(steps, { connections: [] })).toEqual(["connection_missing hear connection"]);
    expect(find(steps, { connections: [connection(), other] })).toEqual(["connection_missing hear connection"]);
  });

  test("must be the account's, of the right connector, and authenticated", () => {
    expect(find(named)).toEqual(["connection_unknown hear connection"]);
    const wrong = [connection(), connection({ id: "con_2", connector: "shop" })];
    expect(find(named, { connections: wrong })).toEqual(["connection_wrong_connector hear connection"]);
    for (const status of ["new", "page_required", "needs_reauthentication", "disabled"] as const) {
      expect(find(steps, { connections: [connection({ status })] })).toEqual([
        "connection_not_authenticated hear connection",
      ]);
    }
  });
});
