import { describe, expect, it } from "vitest";
import { deeper, expressionError, valueAt } from "../document/data-path.ts";
import { diagnosticsOf } from "./code-editor.ts";
import { inMode, modeOf, reference, sourceModes, typedText, variablesId, withData } from "./source-mode.ts";

const first = { step: "message", variable: "name" };

describe("filling a field", () => {
  it("can go from any way to any other, and says which way it is in", () => {
    for (const from of sourceModes) {
      const before = inMode({ value: "hi" }, from, first);
      for (const to of sourceModes) expect(modeOf(inMode(before, to, first))).toBe(to);
    }
  });

  it("takes along what makes sense in the other way", () => {
    const mapped = { step: "message", path: "message.text" };
    expect(inMode(mapped, "template", first)).toEqual({ template: "{{ message.message.text }}" });
    expect(inMode(mapped, "expression", first)).toEqual({ expression: "message.message.text" });
    expect(inMode({ value: "Hello" }, "template", first)).toEqual({ template: "Hello" });
    expect(inMode({ template: "Hello" }, "value", first)).toEqual({ value: "Hello" });
  });

  it("knows by what is typed whether it is text, a template or an expression", () => {
    expect(typedText("hello")).toEqual({ value: "hello" });
    expect(typedText("hello {{ message.text }}")).toEqual({ template: "hello {{ message.text }}" });
    expect(typedText("=$now()")).toEqual({ expression: "$now()" });
    expect(typedText("=")).toEqual({ value: "=" });
  });

  it("takes a variable by its name, and what is in one by an expression", () => {
    expect(withData(undefined, variablesId, "hours")).toEqual({ variable: "hours" });
    expect(withData(undefined, variablesId, "hours.from")).toEqual({ expression: "$variables.hours.from" });
    expect(withData({ value: "From " }, variablesId, "hours.from")).toEqual({
      template: "From {{ $variables.hours.from }}",
    });
  });

  it("maps data into an empty field, and adds it to what is written", () => {
    expect(withData(undefined, "message", "sender.id")).toEqual({ step: "message", path: "sender.id" });
    expect(withData({ value: "Hi " }, "message", "text")).toEqual({ template: "Hi {{ message.text }}" });
    expect(withData({ template: "Hi {{ a.b }} " }, "message", "text")).toEqual({
      template: "Hi {{ a.b }} {{ message.text }}",
    });
    expect(withData({ expression: '""' }, "message", "text")).toEqual({ step: "message", path: "text" });
  });
});

describe("paths into data", () => {
  const data = { message: { text: "hi", "quick-reply": { in: 1 } }, list: [{ name: "a" }] };

  it("lead to where they were made, whatever the names are", () => {
    const odd = deeper(deeper(deeper("", "message"), "quick-reply"), "in");
    expect(odd).toBe("message.`quick-reply`.`in`");
    expect(valueAt(data, odd)).toBe(1);
    const listed = deeper(deeper(deeper("", "list"), 0), "name");
    expect(listed).toBe("list[0].name");
    expect(valueAt(data, listed)).toBe("a");
    expect(valueAt(["x"], deeper("", 0))).toBe("x");
    expect(reference("step", deeper("", 0))).toBe("step[0]");
    expect(valueAt(data, "")).toBe(data);
  });

  it("say nothing of what is no plain path, or leads nowhere", () => {
    expect(valueAt(data, "$uppercase(message.text)")).toBeUndefined();
    expect(valueAt(data, "message.nothing.more")).toBeUndefined();
  });
});

describe("errors while writing", () => {
  it("are said where they are", () => {
    expect(expressionError("message.text")).toBeNull();
    expect(expressionError("1 + + 2")?.position).toBeGreaterThan(2);
    expect(diagnosticsOf("template", "Hi {{ message.text }}")).toEqual([]);
    const [wrong] = diagnosticsOf("template", "Hi {{ 1 + }} there");
    expect(wrong?.from).toBeGreaterThanOrEqual(6);
    expect(diagnosticsOf("template", "Hi {{ open")[0]).toMatchObject({ from: 3, severity: "error" });
    expect(diagnosticsOf("expression", "")).toEqual([]);
    expect(diagnosticsOf("script", "return +")).toEqual([]);
  });
});
