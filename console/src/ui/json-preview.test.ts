import { describe, expect, it } from "vitest";
import { entriesOf, openAtFirst, preview, wholeText } from "./json-preview.ts";

describe("a JSON value in one line", () => {
  it.each([
    [{ a: 1, b: [] }, "{ a, b }"],
    [{}, "{}"],
    [[], "[]"],
    [[1, 2, 3], "[ 3 ]"],
    ['say "hi"', '"say \\"hi\\""'],
    [null, "null"],
    [undefined, "null"],
  ])("shows %j as %s", (value, line) => {
    expect(preview(value)).toBe(line);
  });

  it("cuts a long list of names", () => {
    const wide = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`name${index}`, index]));
    expect(preview(wide).length).toBeLessThan(70);
  });
});

describe("a JSON tree", () => {
  it("has entries only where there is something to open", () => {
    expect(entriesOf("text")).toBeNull();
    expect(entriesOf(null)).toBeNull();
    expect(entriesOf(["x"])).toEqual([["0", "x"]]);
  });

  it("starts closed where it is deep or long", () => {
    expect(openAtFirst({ a: 1 }, 0)).toBe(true);
    expect(openAtFirst({ a: 1 }, 3)).toBe(false);
    expect(openAtFirst(Array.from({ length: 21 }), 0)).toBe(false);
  });

  it("copies texts as they are and the rest as JSON", () => {
    expect(wholeText("plain")).toBe("plain");
    expect(wholeText({ a: 1 })).toBe('{\n  "a": 1\n}');
  });
});
