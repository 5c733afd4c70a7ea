import { cycleDocument, type Step } from "@velodrome/contract";
import { describe, expect, it } from "vitest";
import { phraseText, value, words } from "../../../lib/phrase.ts";
import { type Known, settingsOf } from "./settings-of.ts";

const method = {
  description: "",
  output: null,
  lookups: {},
  asides: [],
  reachesPerson: false,
};
const known: Known = {
  inWords: {
    source: (source) => [value(JSON.stringify(source))],
    condition: (condition) => [words(JSON.stringify(condition))],
  },
  connections: [{ id: "con_acme", name: "Acme Page" }],
  connectors: new Map([
    [
      "messenger",
      {
        methods: [
          {
            ...method,
            name: "message",
            title: "Message",
            type: "trigger",
            input: null,
            asides: [{ name: "echo", title: "What the Page itself wrote", description: "" }],
          },
          { ...method, name: "postback", title: "Postback", type: "trigger", input: null },
          {
            ...method,
            name: "send-text",
            title: "Send a text",
            type: "action",
            input: { properties: { recipient: { title: "Recipient" }, text: { title: "Text" } } },
          },
        ],
      },
    ],
  ]),
};
const read = (step: unknown) => {
  const { steps } = cycleDocument.parse({ steps: [step] });
  return settingsOf(steps[0] as Step, known).map(({ name, value: said }) => `${name}: ${phraseText(said)}`);
};
const action = { id: "reply", type: "action", connector: "messenger", method: "send-text" };

describe("the settings of a step, to be read", () => {
  it("are an action's connection and inputs, in the order of its form, and those nobody asks for any more last", () => {
    const input = { old: { value: 1 }, text: { value: "hi" }, recipient: { step: "m", path: "sender.id" } };
    expect(read({ ...action, connection: "con_acme", input })).toEqual([
      "Connection: Acme Page",
      'Recipient: {"step":"m","path":"sender.id"}',
      'Text: {"value":"hi"}',
      'old: {"value":1}',
      "If a crash leaves it unknown whether the call was made: Make it again, and mark it",
    ]);
  });

  it("leave out what is not set, and a connection that is gone", () => {
    expect(read({ ...action, connection: "con_gone", afterCrash: "fail" })).toEqual([
      "If a crash leaves it unknown whether the call was made: Fail, so that a person decides",
    ]);
  });

  it("name what starts a cycle, and what it takes only because it is asked for", () => {
    const step = { id: "m", type: "trigger", connector: "messenger", kinds: ["message", "postback"], also: ["echo"] };
    expect(read({ ...step, connection: "con_acme" })).toEqual([
      "Connection: Acme Page",
      "Which events start it: Message, Postback",
      "Also: What the Page itself wrote",
    ]);
  });

  it("are every variable that is set, every case with its condition, and a script with what it gets", () => {
    const variables = [
      { name: "a", value: { value: 1 } },
      { name: "b", value: { value: 2 } },
    ];
    expect(read({ id: "s", type: "set-variables", variables })).toEqual(['a: {"value":1}', 'b: {"value":2}']);
    const conditions = { left: { value: 1 }, operator: "exists" };
    const cases = [{ id: "case1", name: "Known", conditions }, { id: "case2" }];
    expect(read({ id: "s", type: "switch", cases })).toEqual([`Known: ${JSON.stringify(conditions)}`]);
    const script = { id: "s", type: "script", code: "return input.a;", input: { a: { value: 1 } } };
    expect(read(script)).toEqual(['a: {"value":1}', "Code: return input.a;"]);
  });

  it("say what is masked, each path once", () => {
    const redact = { input: ["iban", "**.pin"], output: ["iban"] };
    expect(read({ id: "t", type: "transform", expression: "m", redact })).toEqual(["Masked fields: iban, **.pin"]);
  });
});
