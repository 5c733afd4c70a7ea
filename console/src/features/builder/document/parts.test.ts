import type { InputSource } from "@velodrome/contract";
import fc from "fast-check";
import jsonata from "jsonata";
import { describe, expect, it } from "vitest";
import { inputFields, type Shape } from "./input-field.ts";
import { emptyOf, hasParts, turnedInto, wayOf } from "./part-ways.ts";
import { expressionOf, writtenPart } from "./parts-as-one.ts";
import { fieldsOf, itemsOf, moved, ofFields, ofItems } from "./parts.ts";

const shapeOf = (schema: object): Shape => {
  const [field] = inputFields({ properties: { it: schema } });
  if (field === undefined) throw new Error("The schema has no field.");
  return field;
};
const reply = shapeOf({
  anyOf: [
    { type: "string", title: "Text" },
    {
      type: "object",
      properties: { title: { type: "string" }, payload: { type: "string" } },
      required: ["title"],
      additionalProperties: false,
    },
  ],
});
const ways = reply.parts?.kind === "either" ? reply.parts.ways : [];
const [text, titled] = ways.map(({ shape }) => shape);
const mapped = { step: "message", path: "message.text" };

describe("a value in parts", () => {
  it("is the same after it was taken apart and put together again, written or not", () => {
    const leaf: fc.Arbitrary<InputSource> = fc.oneof(
      fc.jsonValue().map((value) => ({ value })),
      fc.constant(mapped),
      fc.constant({ template: "{{ message.text }}" }),
    );
    fc.assert(
      fc.property(fc.array(leaf), (items) => {
        expect(itemsOf(ofItems(items))).toEqual(items);
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), leaf, { noNullPrototype: true }), (fields) => {
        expect(fieldsOf(ofFields(fields))).toEqual(fields);
      }),
    );
  });

  it("stays as it was kept before there were parts, as long as nothing else is in it", () => {
    expect(ofItems([{ value: "Yes" }, { value: "No" }])).toEqual({ value: ["Yes", "No"] });
    expect(ofItems([{ value: "Yes" }, mapped])).toEqual({ list: [{ value: "Yes" }, mapped] });
    expect(itemsOf({ value: ["Yes"] })).toEqual([{ value: "Yes" }]);
    expect(itemsOf({ expression: "[1]" })).toBeNull();
    expect(itemsOf({ value: "[1]" })).toBeNull();
    expect(fieldsOf({ value: [1] })).toBeNull();
  });

  it("keeps every item when one is moved", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a"], 3, 0)).toEqual(["a"]);
  });
});

describe("one of several things", () => {
  it("is told by what is there", () => {
    expect(wayOf(ways, { value: "Yes" })).toBe(0);
    expect(wayOf(ways, { template: "{{ message.text }}" })).toBe(0);
    expect(wayOf(ways, { value: { title: "Yes" } })).toBe(1);
    expect(wayOf(ways, { fields: { title: mapped } })).toBe(1);
    expect(wayOf(ways, { value: { other: 1 } })).toBeNull();
    expect(hasParts(reply, { value: { other: 1 } })).toBe(false);
  });

  it("takes its text along when it becomes another", () => {
    if (text === undefined || titled === undefined) throw new Error("There are two ways.");
    const full = turnedInto(text, titled, mapped);
    expect(full).toEqual({ fields: { title: mapped } });
    expect(turnedInto(titled, text, full)).toEqual(mapped);
    expect(turnedInto(text, titled, { value: "Yes" })).toEqual({ value: { title: "Yes" } });
    expect(turnedInto(null, titled, { value: 1 })).toEqual(emptyOf(titled));
  });

  it("has what tells it from the others from the beginning", () => {
    const button = (type: string, more: string) => ({
      type: "object",
      properties: { type: { const: type }, title: { type: "string" }, [more]: { type: "string" } },
      required: ["type", "title", more],
    });
    const buttons = shapeOf({ oneOf: [button("web_url", "url"), button("postback", "payload")] });
    const made = buttons.parts?.kind === "either" ? buttons.parts.ways.map(({ shape }) => shape) : [];
    const [web, postback] = made;
    if (web === undefined || postback === undefined) throw new Error("There are two ways.");
    expect(emptyOf(buttons)).toEqual({ value: { type: "web_url", title: "", url: "" } });
    const turned = turnedInto(web, postback, { fields: { type: { value: "web_url" }, title: mapped, url: mapped } });
    expect(turned).toEqual({
      fields: { type: { value: "postback" }, title: mapped, payload: { value: "" } },
    });
    expect(buttons.parts?.kind === "either" && wayOf(buttons.parts.ways, turned)).toBe(1);
  });
});

describe("parts as one", () => {
  const source: InputSource = {
    list: [
      { value: 'Yes "or" no' },
      mapped,
      { fields: { title: { template: "Hi {{ message.name }}!" }, payload: { expression: "1 + 2" } } },
    ],
  };

  it("make an expression that gives the same", async () => {
    const expression = expressionOf(source, ({ step, path }) => `${step}.${path}`);
    const given = await jsonata(expression).evaluate({ message: { name: "Ada", message: { text: "hi" } } });
    expect(JSON.parse(JSON.stringify(given))).toEqual(['Yes "or" no', "hi", { title: "Hi Ada!", payload: 3 }]);
  });

  it("leave what is written when they become JSON", () => {
    expect(writtenPart(source)).toEqual(['Yes "or" no', { title: "Hi {{ message.name }}!" }]);
  });
});
