import { cycleDocument, type CycleDocumentInput } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCycle, neededOutputs, nextSteps } from "./compile.ts";
import { expressionFlaws } from "./expression-flaws.ts";
import { StepFailure } from "./failure.ts";
import { followersOf, predecessorsOf } from "./precedence.ts";

const trigger = (id: string) => ({ id, type: "trigger", connector: "c", method: "message" }) as const;
const action = (id: string, input: Record<string, { template: string } | { expression: string }> = {}) =>
  ({ id, type: "action", connector: "c", method: "send-text", input }) as const;
const document = (input: CycleDocumentInput) => cycleDocument.parse(input);

const greeting = document({
  steps: [
    trigger("message"),
    {
      id: "greeting",
      type: "decision",
      conditions: {
        all: [{ left: { step: "message", path: "message.text" }, operator: "contains", right: { value: "hi" } }],
      },
    },
    action("reply", { text: { template: "Hello {{ message.message.text }}" } }),
    action("note", { text: { template: "{{ reply.message_id }}" } }),
  ],
  edges: [
    { from: "message", to: "greeting" },
    { from: "greeting", to: "reply", port: "true" },
    { from: "greeting", to: "note", port: "true" },
  ],
});

describe("a compiled cycle", () => {
  test("knows the way out of each step by port, in document order", () => {
    const { steps } = compileCycle(greeting);
    const next = (id: string, port: string | null) => {
      const step = steps.get(id);
      return step ? nextSteps(step, port) : null;
    };
    expect(next("message", null)).toEqual(["greeting"]);
    expect(next("greeting", "true")).toEqual(["reply", "note"]);
    expect(next("greeting", "false")).toEqual([]);
    expect(next("reply", "error")).toEqual([]);
  });

  test("decides and fills in inputs", () => {
    const { steps } = compileCycle(greeting);
    const scope = { outputs: { message: { message: { text: "hi" } } }, variables: {} };
    const [decision, reply] = [steps.get("greeting"), steps.get("reply")];
    expect(decision?.type === "tool" && decision.compute(scope)).toMatchObject({ port: "true" });
    expect(reply?.type === "action" && reply.inputFor(scope)).toEqual({ text: "Hello hi" });
  });

  test("tells which outputs a run must carry", () => {
    const cycle = compileCycle(greeting);
    expect(cycle.steps.get("reply")?.reads).toEqual(new Set(["message"]));
    expect(neededOutputs(cycle, ["greeting"])).toEqual(new Set(["message", "reply"]));
    expect(neededOutputs(cycle, ["note"])).toEqual(new Set(["reply"]));
    expect(neededOutputs(cycle, [])).toEqual(new Set());
  });

  test("carries everything earlier for an expression that may look at anything", () => {
    const cycle = compileCycle(
      document({
        steps: [trigger("a"), action("b"), action("c", { all: { expression: "$keys($$)" } })],
        edges: [
          { from: "a", to: "b" },
          { from: "b", to: "c" },
        ],
      }),
    );
    expect(cycle.steps.get("c")?.reads).toEqual(new Set(["a", "b"]));
  });

  test("fails only the step that cannot be compiled, and only when a run comes to it", () => {
    const { steps } = compileCycle(
      document({ steps: [trigger("a"), action("b", { text: { template: "{{ a" } })], edges: [{ from: "a", to: "b" }] }),
    );
    const broken = steps.get("b");
    expect(() => broken?.type === "action" && broken.inputFor({ outputs: {}, variables: {} })).toThrow(StepFailure);
  });
});

describe("what may be read where", () => {
  test("a step finds what leads to it and what earlier branches did, never what follows it", () => {
    const names = fc
      .integer({ min: 2, max: 12 })
      .chain((size) =>
        fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }).map((pairs) => ({ size, pairs })),
      );
    fc.assert(
      fc.property(names, ({ size, pairs }) => {
        const ids = Array.from({ length: size }, (_, at) => `s${at}`);
        const graph = document({
          steps: ids.map((id, at) => (at === 0 ? trigger(id) : action(id))),
          // Upwards only, so that there is no loop.
          edges: pairs.filter(([a, b]) => a < b).map(([a, b]) => ({ from: `s${a}`, to: `s${b}` })),
        });
        const [before, after] = [predecessorsOf(graph), followersOf(graph)];
        for (const { from, to } of graph.edges) expect(before.get(to)?.has(from)).toBe(true);
        for (const id of ids) {
          expect(before.get(id)?.has(id)).toBe(false);
          for (const earlier of before.get(id) ?? []) expect(after.get(id)?.has(earlier)).toBe(false);
        }
      }),
    );
  });

  test("a graph with a loop is answered too: a draft may have one", () => {
    const looped = document({
      steps: [trigger("a"), action("b"), action("c")],
      edges: [
        { from: "a", to: "b" },
        { from: "b", to: "c" },
        { from: "c", to: "b" },
        { from: "c", to: "nowhere" },
      ],
    });
    expect(predecessorsOf(looped).get("b")).toEqual(new Set(["a", "c"]));
  });
});

describe("flaws of a draft's expressions", () => {
  test("a step done for each item is seen from inside and by collect, and from nowhere else", () => {
    const each = (id: string, list: string, collect: string) =>
      ({ id, type: "for-each", list: { expression: list }, collect: { expression: collect } }) as const;
    const read = (expression: string) => action("reader", { text: { expression } });
    const flawsOf = (collect: string, after: string, list = "[1]") =>
      expressionFlaws(
        document({
          steps: [
            trigger("message"),
            each("outer", list, collect),
            each("inner", "[outer.item]", "a"),
            action("a"),
            read(after),
          ],
          edges: [
            { from: "message", to: "outer" },
            { from: "outer", to: "inner", port: "item" },
            { from: "inner", to: "a", port: "item" },
            { from: "outer", to: "reader" },
          ],
        }),
      ).map(({ code, step, field }) => `${code} ${step} ${field}`);
    expect(flawsOf("inner.items", "outer.items")).toEqual([]);
    expect(flawsOf("a", "a")).toEqual(["reference_inside outer collect", "reference_inside reader input.text"]);
    expect(flawsOf("outer.item", "inner", "outer.item")).toEqual([
      "reference_later outer list",
      "reference_inside reader input.text",
    ]);
  });
  test("none in a sound one", () => expect(expressionFlaws(greeting)).toEqual([]));

  test("what reads of a step that is switched off is told so", () => {
    const draft = document({
      steps: [trigger("message"), { ...action("a"), disabled: true }, action("reader", { text: { expression: "a" } })],
      edges: [
        { from: "message", to: "a" },
        { from: "a", to: "reader" },
      ],
    });
    const [flaw, ...others] = expressionFlaws(draft);
    expect(flaw).toMatchObject({ code: "reference_unknown", step: "reader", field: "input.text" });
    expect(flaw?.message).toContain("switched off");
    expect(others).toEqual([]);
  });

  test("each is told with its step and field", () => {
    const draft = document({
      steps: [
        trigger("message"),
        {
          id: "check",
          type: "decision",
          conditions: {
            any: [
              { all: [{ left: { step: "message", path: "a..b" }, operator: "exists" }] },
              { left: { value: "x" }, operator: "matches", right: { value: "(" } },
              { left: { step: "reply", path: "id" }, operator: "exists" },
            ],
          },
        },
        action("reply", {
          text: { template: "Hi {{ mesage.text }}" },
          more: { template: "{{ message.text" },
          sum: { expression: "1 +" },
          own: { expression: "reply.id" },
        }),
      ],
      edges: [
        { from: "message", to: "check" },
        { from: "check", to: "reply", port: "true" },
      ],
    });
    expect(expressionFlaws(draft).map(({ code, step, field }) => [code, step, field])).toEqual([
      ["expression_invalid", "check", "conditions.any.0.all.0.left"],
      ["pattern_invalid", "check", "conditions.any.1.right"],
      ["reference_later", "check", "conditions.any.2.left"],
      ["reference_unknown", "reply", "input.text"],
      ["template_invalid", "reply", "input.more"],
      ["expression_invalid", "reply", "input.sum"],
      ["reference_later", "reply", "input.own"],
    ]);
  });
});
