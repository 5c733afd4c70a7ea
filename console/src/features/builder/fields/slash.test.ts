import { expect, it } from "vitest";
import { inPlaceOfSlash, slashAt } from "./slash.ts";

it("takes a slash for a question only alone or behind a space", () => {
  expect(slashAt("/", 1)).toBe(0);
  expect(slashAt("Hi /", 4)).toBe(3);
  expect(slashAt("Hi / there", 4)).toBe(3);
  expect(slashAt("Hi\n/", 4)).toBe(3);
  expect(slashAt("/ there", 1)).toBeNull();
  expect(slashAt("and/", 4)).toBeNull();
  expect(slashAt("Hi / ", 5)).toBeNull();
  expect(slashAt("", 0)).toBeNull();
});

it("leaves the slash that divides alone", () => {
  expect(slashAt("=total /", 8)).toBeNull();
  expect(slashAt("{{ total /", 10)).toBeNull();
  expect(slashAt("{{ total }} /", 13)).toBe(12);
});

it("puts data where the slash stands: mapped where it stands alone, else into the text", () => {
  expect(inPlaceOfSlash("/", 0, "message", "text").source).toEqual({ step: "message", path: "text" });
  expect(inPlaceOfSlash("Hi / there", 3, "message", "text")).toEqual({
    source: { template: "Hi {{ message.text }} there" },
    caret: 21,
  });
});
