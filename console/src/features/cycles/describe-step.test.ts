import { cycleDocument, type Step } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { phraseText } from "../../lib/phrase.ts";
import { describeStep } from "./describe-step.ts";
import { outlineOf } from "../../lib/outline.ts";

const names = {
  pending: false,
  connection: (id: string) => (id === "con_acme" ? "Acme Page" : null),
  page: (id: string) => id,
};
const greeting = cycleDocument.parse({
  steps: [
    { id: "message", type: "trigger", connector: "facebook-messenger", method: "message", connection: "con_acme" },
    {
      id: "greeting",
      type: "decision",
      conditions: {
        all: [{ left: { step: "message", path: "message.text" }, operator: "contains", right: { value: "hi" } }],
      },
    },
    {
      id: "reply",
      type: "action",
      connector: "facebook-messenger",
      method: "send-text",
      input: {
        recipient: { step: "message", path: "sender.id" },
        text: { template: "Hello {{ message.message.text }}!" },
      },
    },
  ],
  edges: [
    { from: "message", to: "greeting" },
    { from: "greeting", to: "reply", port: "true" },
  ],
});
const say = (step: unknown) => {
  const document = cycleDocument.parse({ steps: [step] });
  return phraseText(describeStep(document.steps[0] as Step, names));
};

describe("a cycle in words", () => {
  it("keeps a place for the name of a connection until that is known, and none for one that there is not", () => {
    const trigger = { id: "message", type: "trigger", connector: "facebook-messenger", method: "message" } as const;
    const saying = (connection: string, pending: boolean) =>
      phraseText(describeStep({ ...trigger, connection }, { ...names, pending }));
    expect(saying("con_other", true)).toBe("When a message arrives at …");
    expect(saying("con_other", false)).toBe("When a message arrives");
    expect(saying("con_acme", true)).toBe("When a message arrives at Acme Page");
  });

  it("reads as sentences, one per step", () => {
    expect(greeting.steps.map((step) => phraseText(describeStep(step, names)))).toEqual([
      "When a message arrives at Acme Page",
      "If message text contains hi",
      "Send text: Hello message text!",
    ]);
  });

  it("sets apart what is put in when it runs", () => {
    const parts = describeStep(greeting.steps[2] as Step, names);
    expect(parts.map((part) => part.kind)).toEqual(["words", "words", "value", "data", "value"]);
  });

  it("says several kinds of trigger, and leaves out a connection nobody knows", () => {
    const step = { id: "m", type: "trigger", connector: "facebook-messenger", kinds: ["postback", "account-linking"] };
    expect(say(step)).toBe("When a postback or an account linking arrives");
    expect(say({ ...step, connection: "con_gone" })).toBe("When a postback or an account linking arrives");
  });

  it("puts groups inside groups in brackets", () => {
    const left = { step: "m", path: "postback.payload" };
    const inner = {
      any: [
        { left, operator: "equals", right: { value: 1 } },
        { left, operator: "is-empty" },
      ],
    };
    const conditions = { all: [{ left, operator: "exists" }, inner] };
    expect(say({ id: "d", type: "decision", conditions })).toBe(
      "If postback payload is there and (postback payload is 1 or postback payload is empty)",
    );
  });

  it("says what every tool does, also before it is filled in", () => {
    const text = { step: "message", path: "message.text" };
    const conditions = { left: text, operator: "contains", right: { value: "hi" } };
    const cases = [{ id: "price", name: "Price" }, { id: "hours" }];
    const tools: [object, string][] = [
      [{ type: "switch", cases }, "Choose a way: Price, hours"],
      [{ type: "switch" }, "Choose a way (no case yet)"],
      [{ type: "filter", conditions }, "Go on only if message text contains hi"],
      [{ type: "set-variables", variables: [{ name: "order", value: text }] }, "Set order to message text"],
      [{ type: "transform", expression: "1 + 1" }, "Make 1 + 1"],
      [{ type: "script", code: "return 1" }, "Run a script"],
      [{ type: "for-each", list: text }, "For each of message text"],
      [{ type: "delay", duration: { value: 2 }, unit: "hours" }, "Wait 2 hours"],
      [{ type: "wait-until", until: { value: "2026-12-24" } }, "Wait until 2026-12-24"],
      [
        {
          ...{ type: "wait-for-event", connector: "facebook-messenger", kinds: ["message", "postback"] },
          ...{ timeout: { value: 2 }, unit: "days", key: { value: text, path: "message.text" } },
        },
        "Wait for a message or a postback about message text for up to 2 days",
      ],
      [
        { type: "wait-for-event", connector: "facebook-messenger", method: "any" },
        "Wait for anything for … (no time yet)",
      ],
      [{ type: "stop", outcome: "fail" }, "End the run as failed"],
      [{ type: "note", text: "Ask Ada first." }, "Ask Ada first."],
      [{ type: "schedule", every: { count: 1, unit: "days" } }, "Every day"],
      [{ type: "schedule", cron: "0 9 * * 1", timezone: "Europe/Berlin" }, "At 09:00, only on Monday in Europe/Berlin"],
      [{ type: "schedule", cron: "0 9-17 * * 1" }, "Every hour, between 09:00 and 17:00, only on Monday"],
    ];
    expect(tools.map(([step]) => say({ id: "t", ...step }))).toEqual(tools.map(([, words]) => words));
  });

  it("says that a decision has no condition yet", () => {
    expect(say({ id: "d", type: "decision" })).toBe("If … (no condition yet)");
  });
});

describe("a cycle's outline", () => {
  it("nests each step under the one before, by its port", () => {
    const [message] = outlineOf(greeting);
    expect(message?.step.id).toBe("message");
    expect(message?.next[0]?.step.id).toBe("greeting");
    expect(message?.next[0]?.next[0]).toMatchObject({ port: "true", again: false, step: { id: "reply" } });
  });

  it("opens a step that two ways lead to only once", () => {
    const joined = { ...greeting, edges: [...greeting.edges, { from: "greeting", to: "reply", port: "false" }] };
    const ways = outlineOf(joined)[0]?.next[0]?.next;
    expect(ways?.map((node) => node.again)).toEqual([false, true]);
  });

  it("shows steps that nothing leads to as well", () => {
    const loose = { ...greeting, edges: [] };
    expect(outlineOf(loose).map((node) => node.step.id)).toEqual(["message", "greeting", "reply"]);
  });
});
