import type { Condition } from "@velodrome/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileDecision } from "./decision.ts";
import { SourceError } from "./source-error.ts";

const scope = { outputs: { message: { message: { text: "Hi there" } } }, variables: { limit: 3 } };
const truth = (value: boolean): Condition => ({ left: { value }, operator: "equals", right: { value: true } });

describe("decisions", () => {
  test("say what they compared, and how it came out", () => {
    const decision = compileDecision({
      all: [
        {
          left: { step: "message", path: "message.text" },
          operator: "contains",
          right: { value: "hi" },
          ignoreCase: true,
        },
        { left: { variable: "limit" }, operator: "exists" },
        { left: { step: "message", path: "message.quick_reply" }, operator: "exists" },
      ],
    });
    expect(decision.evaluate(scope)).toEqual({
      result: false,
      comparisons: [
        { left: "Hi there", operator: "contains", right: "hi", ignoreCase: true, result: true },
        { left: 3, operator: "exists", result: true },
        { left: null, operator: "exists", result: false },
      ],
    });
    expect(decision.reads).toMatchObject({
      names: new Set(["message"]),
      variables: new Set(["limit"]),
      everything: false,
    });
  });

  test("stop comparing when the result is known", () => {
    expect(compileDecision({ any: [truth(true), truth(false)] }).evaluate(scope).comparisons).toHaveLength(1);
    expect(compileDecision({ all: [truth(false), truth(true)] }).evaluate(scope).comparisons).toHaveLength(1);
  });

  test("without conditions are true", () => {
    expect(compileDecision(undefined).evaluate(scope)).toEqual({ result: true, comparisons: [] });
  });

  test("refuse a path that is none when they are compiled", () => {
    const condition: Condition = { left: { step: "message", path: "a..b" }, operator: "exists" };
    expect(() => compileDecision({ all: [condition] })).toThrow(SourceError);
  });

  test("groups nest as logic does: all is and, any is or", () => {
    type Tree = boolean | { all: Tree[] } | { any: Tree[] };
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.boolean(),
        fc.record({ all: fc.array(tie("tree"), { minLength: 1, maxLength: 4 }) }),
        fc.record({ any: fc.array(tie("tree"), { minLength: 1, maxLength: 4 }) }),
      ),
    }));
    const conditionOf = (node: Tree): Condition => {
      if (typeof node === "boolean") return truth(node);
      return "all" in node ? { all: node.all.map(conditionOf) } : { any: node.any.map(conditionOf) };
    };
    const valueOf = (node: Tree): boolean => {
      if (typeof node === "boolean") return node;
      return "all" in node ? node.all.every(valueOf) : node.any.some(valueOf);
    };
    fc.assert(
      fc.property(tree, (node) => {
        expect(compileDecision(conditionOf(node)).evaluate(scope).result).toBe(valueOf(node));
      }),
    );
  });
});
