import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SourceError } from "./source-error.ts";
import { compileTemplate } from "./template.ts";

const outputs = { message: { message: { text: "hi", n: 0, yes: true, none: null, list: [1, 2] } } };
const fill = (template: string) => compileTemplate(template).evaluate(outputs);
const errorOf = (template: string) => {
  try {
    compileTemplate(template);
  } catch (error: unknown) {
    if (error instanceof SourceError) return error;
  }
  throw new Error("it was taken");
};

describe("templates", () => {
  test.each([
    ["Hello {{ message.message.text }}!", "Hello hi!"],
    ["{{message.message.text}}{{message.message.text}}", "hihi"],
    ["{{ message.message.n }} {{ message.message.yes }}", "0 true"],
    ["[{{ message.message.none }}|{{ message.nothing }}]", "[|]"],
    ["{{ message.message.list }}", "[1,2]"],
    ['{{ {"a": 1}.a }}', "1"],
    ['{{{"a": {"b": 1}}}}', '{"a":{"b":1}}'],
    ['{{ "}} and {{" }}', "}} and {{"],
    ['{{ "\\"}}" }}', '"}}'],
    ["{{ $replace('a}}b', /\\}\\}/, '-') }}", "a-b"],
    ["{{ 6 / 2 /* }} */ }}", "3"],
    ["{{ $uppercase(message.message.text) }}", "HI"],
    ['{"a": {"b": 1}} and } and {', '{"a": {"b": 1}} and } and {'],
    ["", ""],
  ])("%s", (template, text) => expect(fill(template)).toBe(text));

  test("braces that do not match are refused, with the place", () => {
    expect(errorOf("Hello {{ name")).toMatchObject({ code: "template_invalid", position: 6 });
    expect(errorOf("{{ a }} {{ 'b }}")).toMatchObject({ code: "template_invalid", position: 8 });
    expect(errorOf("{{ {'a': 1 }}")).toMatchObject({ code: "template_invalid", position: 0 });
    expect(errorOf("x {{  }}")).toMatchObject({ code: "template_invalid", position: 2 });
  });

  test("an expression that cannot be read is refused, with its place in the template", () => {
    expect(errorOf("Hello {{ a. & }}")).toMatchObject({ code: "expression_invalid", position: 13 });
  });

  test("text without {{ comes out as it went in", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes("{{"));
        expect(fill(text)).toBe(text);
      }),
    );
  });

  test("any text put in as a JSON string literal comes out again, whatever braces and quotes it has", () => {
    const awkward = fc.string({ unit: fc.constantFrom("{", "}", '"', "'", "\\", "/", "a", " ", "`", "*") });
    fc.assert(
      fc.property(awkward, awkward, (value, after) => {
        fc.pre(!after.includes("{{"));
        expect(fill(`{{ ${JSON.stringify(value)} }}|${after}`)).toBe(`${value}|${after}`);
      }),
    );
  });

  test("name the steps they read", () => {
    expect(compileTemplate("{{ a.b }} {{ c.d & e }}").reads).toMatchObject({
      names: new Set(["a", "c", "e"]),
      everything: false,
    });
  });
});
