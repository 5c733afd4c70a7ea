import { type Condition, cycleDocument, waitForEventStep } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expressionFlaws } from "./expression-flaws.ts";
import { StepFailure } from "./failure.ts";
import type { ToolSurroundings } from "./tool.ts";
import { compileWaitForEvent } from "./wait-for-event.ts";

const clock = { now: () => Date.UTC(2026, 10, 22) };
const common = { id: "wait", type: "wait-for-event", connector: "test", method: "message" } as const;
const compile = (over: object = {}) =>
  compileWaitForEvent(waitForEventStep.parse({ ...common, timeout: { value: 2 }, ...over }));

async function begin(over: object = {}, outputs: Record<string, unknown> = {}) {
  const computed = compile(over).evaluate({ outputs, variables: {} });
  return typeof computed === "function" ? computed({ clock, sleepDays: async () => 30 } as ToolSurroundings) : computed;
}

async function codeOf(over: object): Promise<string> {
  try {
    await begin(over);
    return "none";
  } catch (error) {
    return error instanceof StepFailure ? error.error.code : "another";
  }
}

describe("a wait for an event", () => {
  test("lasts as long as it says, in hours unless told, and begins with no way out", async () => {
    expect(await begin()).toMatchObject({
      port: null,
      sleepsUntil: clock.now() + 2 * 3_600_000,
      awaits: { key: null },
    });
    expect(await begin({ unit: "days" })).toMatchObject({ sleepsUntil: clock.now() + 2 * 86_400_000 });
  });

  test.each([
    [{ timeout: { value: "soon" } }, "timeout_invalid"],
    [{ timeout: { value: -1 } }, "timeout_invalid"],
    [{ timeout: undefined }, "timeout_invalid"],
    [{ timeout: { value: 31 }, unit: "days" }, "sleep_too_long"],
    [{ key: { value: { step: "gone", path: "x" }, path: "x" } }, "key_missing"],
    [{ key: { value: { value: {} }, path: "x" } }, "key_missing"],
    [{ key: { value: { value: "" }, path: "x" } }, "key_missing"],
  ])("with %j fails with %s", async (over, code) => {
    expect(await codeOf(over)).toBe(code);
  });

  test("knows an event by its key whatever text that is, and by no other", async () => {
    const scalar = fc.oneof(fc.string({ unit: "binary", minLength: 1 }), fc.integer(), fc.boolean());
    await fc.assert(
      fc.asyncProperty(scalar, scalar, async (value, other) => {
        const key = { value: { value }, path: "postback.payload" };
        const { awaits } = await begin({ key });
        const { keyOf } = compile({ key }).wait ?? {};
        expect(keyOf?.({ postback: { payload: String(value) } })).toBe(awaits?.key);
        expect(keyOf?.({ postback: { payload: other } }) === awaits?.key).toBe(String(other) === String(value));
        expect(awaits?.key).toMatch(/^[\w-]+$/);
      }),
    );
    expect(compile({ key: { value: { value: 1 }, path: "a.b" } }).wait?.keyOf?.({ a: null })).toBeNull();
  });

  test("puts its condition to the event as its own output, beside what the run has", () => {
    const conditions: Condition = {
      left: { step: "wait", path: "text" },
      operator: "equals",
      right: { step: "ask", path: "answer" },
    };
    const accepts = compile({ conditions }).wait?.accepts;
    const scope = (text: string) => ({ outputs: { wait: { text }, ask: { answer: "42" } }, variables: {} });
    expect([accepts?.(scope("42")), accepts?.(scope("41")), compile().wait?.accepts]).toEqual([true, false, null]);
  });

  test("may look at itself in its condition and its key's path only", () => {
    const own = { step: "wait", path: "text" };
    const flaws = (over: object) => {
      const steps = [
        { id: "message", type: "trigger", connector: "test", method: "message" },
        { ...common, ...over },
      ];
      const document = cycleDocument.parse({ steps, edges: [{ from: "message", to: "wait" }] });
      return expressionFlaws(document).map(({ code, field }) => `${code} ${field}`);
    };
    expect(
      flaws({ conditions: { left: own, operator: "exists" }, key: { value: { value: 1 }, path: "text" } }),
    ).toEqual([]);
    expect(flaws({ timeout: own })).toEqual(["reference_later timeout"]);
    expect(flaws({ key: { value: own, path: "a[" } })).toEqual([
      "reference_later key.value",
      "expression_invalid key.path",
    ]);
  });
});
