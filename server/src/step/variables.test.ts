import { type Step, type CycleDocumentInput, cycleDocument } from "@velodrome/contract";
import { describe, expect, test } from "vitest";
import { compileCycle } from "./compile.ts";
import { Effort, limitsAtAll, TooMuch, withEffort } from "./effort.ts";
import { expressionFlaws } from "./expression-flaws.ts";
import { compileSource } from "./source.ts";
import { think } from "./think-worker.ts";

const scope = {
  outputs: { message: { text: "hi" } },
  variables: { greeting: "Hello", list: [{ n: 1 }, { n: 2 }] },
  account: { greeting: "hidden", shop: { name: "Blue", hours: [9, 17] }, constructor: "its own" },
};

describe("a variable", () => {
  test.each([
    [{ variable: "greeting" }, "Hello"],
    [{ variable: "shop" }, scope.account.shop],
    [{ variable: "constructor" }, "its own"],
    [{ variable: "toString" }, undefined],
    [{ template: "{{ $variables.greeting }} from {{ $variables.shop.name }}" }, "Hello from Blue"],
    [{ template: "{{ $variables.nothing }}{{ message.text }}" }, "hi"],
    [{ expression: "$variables.shop.name & '!'" }, "Blue!"],
    [{ expression: "$variables.list.n" }, [1, 2]],
    [{ expression: "$sum($variables.shop.hours)" }, 26],
    [{ expression: "$lookup($variables, 'greeting')" }, "Hello"],
    [{ expression: "$eval('$variables.greeting')" }, "Hello"],
    [{ expression: "$exists($variables.nothing)" }, false],
  ])("%j gives %j: the cycle's own goes before the account's", (source, expected) => {
    expect(compileSource(source).evaluate(scope)).toEqual(expected);
  });

  test("is there without an account, too", () => {
    const { outputs, variables } = scope;
    expect(compileSource({ expression: "$variables.greeting" }).evaluate({ outputs, variables })).toBe("Hello");
    expect(compileSource({ expression: "$variables.shop" }).evaluate({ outputs, variables })).toBeUndefined();
  });

  test("goes along to a thread", () => {
    const source = compileSource({ expression: "$count([1..1000].($variables.greeting & $string($)))" });
    const caught = (() => {
      try {
        withEffort(new Effort(), source.evaluate, scope);
        return null;
      } catch (cause) {
        return cause;
      }
    })();
    if (!(caught instanceof TooMuch)) throw new Error(`It was done here, within ${limitsAtAll.steps} steps.`);
    expect(think(caught.task)).toEqual({ kind: "done", value: "1000" });
  });
});

describe("a cycle looks at its account's variables", () => {
  const compile = (step: object, variables: object = {}) =>
    compileCycle(cycleDocument.parse({ steps: [step], variables })).looksAtAccount;
  const transform = (expression: string): Step => ({ id: "a", type: "transform", expression });

  test.each([
    [transform("1"), {}, false],
    [transform("$variables.x"), {}, true],
    [transform("$variables.x"), { x: 1 }, false],
    [transform("$keys($variables)"), { x: 1 }, true],
    [{ id: "a", type: "decision", conditions: { left: { variable: "x" }, operator: "exists" } }, {}, true],
    [{ id: "a", type: "decision", conditions: { left: { variable: "x" }, operator: "exists" } }, { x: null }, false],
  ])("%j with %j: %s", (step, variables, expected) => {
    expect(compile(step, variables)).toBe(expected);
  });
});

describe("a variable that nobody has", () => {
  const flaws = (document: CycleDocumentInput, account: string[] = []) =>
    expressionFlaws(cycleDocument.parse(document), new Set(account)).map(({ code, field }) => `${code} ${field}`);
  const conditions = { any: [{ all: [{ left: { variable: "x" }, operator: "exists" as const }] }] };
  const decide = { id: "decide", type: "decision", conditions } as const;
  const reads = { id: "reads", type: "transform", expression: "$variables.x & $variables.y" } as const;

  test("is a flaw, in a nested condition as in an expression", () => {
    expect(flaws({ steps: [decide] })).toEqual(["reference_unknown conditions.any.0.all.0.left"]);
    expect(flaws({ steps: [reads] })).toEqual(["reference_unknown expression", "reference_unknown expression"]);
  });

  test("is none when the cycle has it, a step sets it, or the account has it", () => {
    expect(flaws({ steps: [decide], variables: { x: 1 } })).toEqual([]);
    expect(flaws({ steps: [decide] }, ["x"])).toEqual([]);
    const set: Step = { id: "set", type: "set-variables", variables: [{ name: "x", value: { value: 1 } }] };
    expect(flaws({ steps: [set, reads] }, ["y"])).toEqual([]);
  });
});
