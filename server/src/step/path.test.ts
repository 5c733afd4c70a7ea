import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression } from "./expression.ts";
import { compilePath } from "./path.ts";
import { SourceError } from "./source-error.ts";

const at = (path: string, value: unknown) => compilePath(path).evaluate(value);

describe("paths", () => {
  const item = {
    sender: { id: "42" },
    message: { text: "hi", attachments: [{ payload: { url: "u1" } }, { payload: { url: "u2" } }] },
  };

  test.each([
    ["sender.id", "42"],
    ["message.attachments.payload.url", ["u1", "u2"]],
    ["message.attachments[0].payload.url", "u1"],
    ["message.attachments", item.message.attachments],
    ["message.quick_reply.payload", undefined],
    ["sender.id.length", undefined],
    ["constructor", undefined],
    ["sender.__proto__", undefined],
    ["", item],
  ])("%j", (path, result) => expect(at(path, item)).toEqual(result));

  test("take a name that means something in JSONata as JSONata does", () => {
    expect(() => compilePath("a.true")).toThrow(SourceError);
    expect(at("a.`true`", { a: { true: 1 } })).toBe(1);
    expect(at("and.or", { and: { or: 1 } })).toBe(1);
  });

  test("that are none are refused", () => {
    expect(() => compilePath("a..b")).toThrow(SourceError);
    expect(() => compilePath("a.")).toThrow(SourceError);
  });

  test("the short cut and JSONata always agree", () => {
    const name = fc.constantFrom("a", "b", "c", "text", "constructor");
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        fc.constantFrom(null, 0, 1.5, "", "x", true, false),
        fc.array(tie("json"), { maxLength: 3 }),
        fc.dictionary(name, tie("json"), { maxKeys: 4 }),
      ),
    }));
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("."));
    fc.assert(
      fc.property(path, json, (text, value) => {
        const before = JSON.stringify(value);
        expect(at(text, value)).toEqual(compileExpression(text).evaluate(value));
        expect(JSON.stringify(value)).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });
});
