import { describe, expect, it } from "vitest";
import { inputFields, kindMismatch } from "./input-field.ts";

const title = { type: "string", minLength: 1, maxLength: 20 };
const quickReplies = {
  type: "array",
  minItems: 1,
  maxItems: 13,
  items: {
    anyOf: [
      { ...title, title: "A title" },
      { type: "object", properties: { title, payload: { type: "string" } }, required: ["title"] },
    ],
  },
};

describe("a method's fields", () => {
  it("say what a list's items are, and how many there may be", () => {
    const [field] = inputFields({ properties: { quickReplies }, required: ["quickReplies"] });
    expect(field).toMatchObject({ name: "quickReplies", kind: "list", required: true, least: 1, most: 13 });
    expect(field?.parts).toMatchObject({
      kind: "list",
      item: {
        parts: {
          kind: "either",
          ways: [
            { title: "A title", shape: { kind: "text", least: 1, most: 20, parts: null } },
            {
              title: "Title, Payload",
              shape: { parts: { kind: "fields", fields: [{ name: "title", required: true }, { name: "payload" }] } },
            },
          ],
        },
      },
    });
  });

  it("know names that the person chooses, and what tells one thing from another", () => {
    const kind = (only: string) => ({ type: "object", properties: { type: { type: "string", const: only } } });
    const [headers, button] = inputFields({
      properties: {
        headers: { type: "object", additionalProperties: { type: ["string", "number", "null"] } },
        button: { oneOf: [kind("web_url"), kind("postback")] },
      },
    });
    expect(headers?.parts).toMatchObject({ kind: "names", value: { kind: "text" } });
    expect(button?.parts).toMatchObject({ ways: [{ title: "Web url" }, { title: "Postback" }] });
  });

  it("leave as JSON what says nothing of its parts, and what never ends", () => {
    const nested = (depth: number): object =>
      depth === 0 ? { type: "string" } : { type: "array", items: nested(depth - 1) };
    const [anything, body, deep] = inputFields({
      properties: { anything: {}, body: { type: "object" }, deep: nested(9) },
    });
    expect([anything?.kind, anything?.parts]).toEqual(["json", null]);
    expect([body?.kind, body?.parts]).toEqual(["object", null]);
    expect(JSON.stringify(deep).split('"list"').length).toBeLessThan(15);
  });

  it("have no bounds that nobody set, and no empty defaults", () => {
    const [count, codes] = inputFields({
      properties: {
        count: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
        codes: { type: "array", items: { type: "integer" }, default: [] },
      },
    });
    expect(count).toMatchObject({ least: 1, most: null });
    expect(codes?.initial).toBeNull();
  });

  it("tell data that they cannot take", () => {
    expect(kindMismatch("list", "text")).toBe("text");
    expect(kindMismatch("list", [1])).toBeNull();
    expect(kindMismatch("object", [1])).toBe("list");
    expect(kindMismatch("text", [1])).toBe("list");
    expect(kindMismatch("number", "7")).toBeNull();
    expect(kindMismatch("number", "seven")).toBe("text");
    expect(kindMismatch("json", [1])).toBeNull();
  });
});
