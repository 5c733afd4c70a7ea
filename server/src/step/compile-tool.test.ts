import { step as stepShape, type ToolStep } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileTool } from "./compile-tool.ts";
import { StepFailure } from "./failure.ts";
import type { Scope } from "./source.ts";
import type { Computed } from "./tool.ts";

const scope = (text: string, variables: Record<string, unknown> = {}): Scope => ({
  outputs: { message: { text, list: [3, 1, 2] } },
  variables,
});
function compute(document: Record<string, unknown>, given: Scope): Computed {
  const computed = compileTool(stepShape.parse({ id: "tool", ...document }) as ToolStep).evaluate(given);
  if (typeof computed === "function") throw new Error("It computes in a thread.");
  return computed;
}
const says = (word: string) => ({
  left: { step: "message", path: "text" },
  operator: "contains",
  right: { value: word },
});

describe("a Switch", () => {
  const cases = [
    { id: "price", conditions: says("price") },
    { id: "hours", conditions: { any: [says("open"), says("hours")] } },
  ];
  const document = { type: "switch", cases };

  test("goes out by the first case that holds, else by default, and compares no more than it needs", () => {
    expect(compute(document, scope("what price?"))).toMatchObject({ port: "price", output: { case: "price" } });
    expect(compute(document, scope("price and hours"))).toMatchObject({ port: "price" });
    const hours = compute(document, scope("when do you open"));
    expect(hours.port).toBe("hours");
    expect(hours.input).toMatchObject({ cases: [{ case: "price" }, { case: "hours" }] });
    expect(compute(document, scope("hello"))).toMatchObject({ port: "default", output: { case: "default" } });
  });

  test("always goes out by exactly one way: that of the first word met, whatever the order of cases", () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{3}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, fc.string(), (list, text) => {
        const of = { type: "switch", cases: list.map((word) => ({ id: `is-${word}`, conditions: says(word) })) };
        const first = list.find((word) => text.includes(word));
        expect(compute(of, scope(text)).port).toBe(first === undefined ? "default" : `is-${first}`);
      }),
    );
  });

  test("takes no two cases of one id, and none named like its other ways out", () => {
    const wrong = (ids: string[]) =>
      stepShape.safeParse({ id: "tool", type: "switch", cases: ids.map((id) => ({ id })) }).success;
    expect([wrong(["a", "b"]), wrong(["a", "a"]), wrong(["default"]), wrong(["error"])]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

test("a Filter ends its way when its condition does not hold, and only then", () => {
  const document = { type: "filter", conditions: says("hi") };
  expect(compute(document, scope("hi there"))).not.toHaveProperty("ends");
  expect(compute(document, scope("bye"))).toMatchObject({ ends: { what: "branch" }, output: { result: false } });
});

test("Set variables sees what it set before, and keeps null for what has no value", () => {
  const variables = [
    { name: "greeting", value: { template: "Hi {{ message.text }}" } },
    { name: "again", value: { variable: "greeting" } },
    { name: "old", value: { variable: "count" } },
    { name: "nothing", value: { step: "message", path: "absent" } },
  ];
  const { variables: set } = compute({ type: "set-variables", variables }, scope("Ada", { count: 1 }));
  expect(set).toEqual({ greeting: "Hi Ada", again: "Hi Ada", old: 1, nothing: null });
});

test("a Transform's output is what its expression gives", () => {
  const of = (expression: string) => compute({ type: "transform", expression }, scope("hi")).output;
  expect(of("$sort(message.list)")).toEqual([1, 2, 3]);
  expect(of("message.absent")).toBeNull();
  expect(() => of("$number(message.text)")).toThrow(StepFailure);
});

test("Stop ends the whole run, well or with the error it is given", () => {
  expect(compute({ type: "stop" }, scope("hi")).ends).toEqual({ what: "run", error: null });
  const message = { template: "No answer for {{ message.text }}" };
  expect(compute({ type: "stop", outcome: "fail", message }, scope("hi")).ends).toMatchObject({
    error: { code: "stopped_by_cycle", class: "terminal", message: "No answer for hi" },
  });
  const silent = compute({ type: "stop", outcome: "fail" }, scope("hi"));
  expect(silent.ends).toMatchObject({ error: { message: expect.stringContaining("on purpose") } });
});
