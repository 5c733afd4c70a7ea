import { describe, expect, test } from "vitest";
import { z } from "zod";
import { StepFailure } from "./failure.ts";
import { compileInput, parseInput } from "./input.ts";

const scope = {
  outputs: { message: { sender: { id: "42" }, message: { text: "hi", list: [1] } } },
  variables: { a: 1 },
};
const schema = z.object({
  recipient: z.string().meta({ title: "Recipient" }),
  text: z.string().min(1).optional(),
  count: z.number().int().default(1),
  silent: z.boolean().optional(),
  note: z.string().nullable().optional(),
  messagingType: z.enum(["RESPONSE", "UPDATE"]).optional(),
});
const errorOf = (values: Record<string, unknown>) => {
  try {
    parseInput(schema, values);
  } catch (error: unknown) {
    if (error instanceof StepFailure) return error.error;
  }
  throw new Error("it was taken");
};

describe("an action's input", () => {
  test("comes from every kind of source, and fields without a value are left out", () => {
    const input = compileInput({
      recipient: { step: "message", path: "sender.id" },
      text: { template: "Hello {{ message.message.text }}" },
      sum: { expression: "$sum(message.message.list) + 1" },
      fixed: { value: { any: [null] } },
      variable: { variable: "a" },
      absentVariable: { variable: "toString" },
      absentPath: { step: "message", path: "message.nothing" },
      absentStep: { step: "constructor", path: "name" },
    });
    expect(input.evaluate(scope)).toStrictEqual({
      recipient: "42",
      text: "Hello hi",
      sum: 2,
      fixed: { any: [null] },
      variable: 1,
    });
    expect([...input.reads.names]).toEqual(["message", "constructor"]);
  });

  test("is put together of parts, each from a place of its own, without those that have no value", () => {
    const input = compileInput({
      replies: {
        list: [
          { value: "Yes" },
          { step: "message", path: "message.nothing" },
          { fields: { title: { template: "Not {{ message.message.text }}" }, payload: { variable: "none" } } },
        ],
      },
      headers: { fields: { "X-Id": { step: "message", path: "sender.id" } } },
    });
    expect(input.evaluate(scope)).toStrictEqual({
      replies: ["Yes", { title: "Not hi" }],
      headers: { "X-Id": "42" },
    });
    expect([...input.reads.names]).toEqual(["message"]);
    expect([...input.reads.variables]).toEqual(["none"]);
  });

  test("takes numbers for texts and texts for numbers in parts as well, whichever of several things a part is", () => {
    const reply = z.union([z.string(), z.strictObject({ title: z.string(), order: z.number().optional() })]);
    const parts = z.object({
      replies: z.array(reply),
      headers: z.record(z.string(), z.string()),
      codes: z.array(z.number()),
    });
    const given = {
      replies: ["a", 7, { title: 8, order: "3" }, { title: "b", order: null }],
      headers: { "X-Id": 42 },
      codes: ["404", 500],
    };
    expect(parseInput(parts, given)).toEqual({
      replies: ["a", "7", { title: "8", order: 3 }, { title: "b" }],
      headers: { "X-Id": "42" },
      codes: [404, 500],
    });
  });

  test("says which part of a list cannot be used", () => {
    const parts = z.object({ replies: z.array(z.union([z.string(), z.strictObject({ title: z.string().max(3) })])) });
    expect(() => parseInput(parts, { replies: ["a", { title: "long" }] })).toThrow(
      'The field "replies" has a value that cannot be used at item 2, "title": at most 3 characters are taken',
    );
  });

  test("takes a number for a text, and texts for numbers and booleans, as templates and ids need", () => {
    expect(parseInput(schema, { recipient: 42, count: " 3 ", silent: "true" })).toEqual({
      recipient: "42",
      count: 3,
      silent: true,
    });
  });

  test("takes null for no value, except where a field can be null", () => {
    expect(parseInput(schema, { recipient: "1", text: null, note: null })).toEqual({
      recipient: "1",
      count: 1,
      note: null,
    });
  });

  test.each([
    [{}, 'The field "Recipient" has no value.'],
    [{ recipient: null }, 'The field "Recipient" has no value.'],
    [{ recipient: { id: 1 } }, 'The field "Recipient" has a value that cannot be used'],
    [{ recipient: 12345678901234567890 }, 'The field "Recipient" has a value that cannot be used'],
    [{ recipient: "1", count: "many" }, 'The field "count" has a value that cannot be used'],
    [{ recipient: "1", messagingType: "X" }, 'The field "messaging type" has a value that cannot be used'],
  ])("%j fails: %s", (values, message) => {
    const error = errorOf(values);
    expect(error).toMatchObject({ code: "input_invalid", class: "terminal" });
    expect(error.message).toContain(message);
  });
});
