import { describe, expect, it } from "vitest";
import { draftOf, emptyVariable, inType, nameProblem, typeOf, valueOf } from "./variable-draft.ts";

const stored = (value: unknown) => ({ name: "shop", value, description: "", updatedAt: "2026-11-29T10:00:00.000Z" });

describe("a variable as it is written", () => {
  it.each([
    ["Blue", "text"],
    ["12", "text"],
    [12.5, "number"],
    [false, "flag"],
    [{ open: [9, 17] }, "json"],
    [null, "json"],
  ])("%j is %s, and comes back as it was", (value, type) => {
    expect(typeOf(value)).toBe(type);
    expect(valueOf(draftOf(stored(value)))).toEqual({ value });
  });

  it.each([
    ["number", "12,5"],
    ["number", " "],
    ["flag", "yes"],
    ["json", "{open}"],
  ] as const)("as %s, %j is no value", (type, text) => {
    expect(valueOf({ type, text })).toHaveProperty("problem");
  });

  it("keeps what is written in another type where it is a value there", () => {
    const text = { ...emptyVariable, text: "12" };
    expect(inType(text, "number").text).toBe("12");
    expect(inType({ ...text, text: "twelve" }, "number").text).toBe("");
    expect(inType({ ...text, text: "twelve" }, "json").text).toBe("null");
    expect(inType(inType(text, "number"), "text").text).toBe("12");
  });

  it("has a name of letters, digits and _ that is not taken", () => {
    expect(nameProblem("shop_2", ["shop"])).toBeNull();
    expect(nameProblem("shop", ["shop"])).not.toBeNull();
    for (const name of ["", "2nd", "my shop", "a.b"]) expect(nameProblem(name, [])).not.toBeNull();
  });
});
