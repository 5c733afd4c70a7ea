import { describe, expect, it } from "vitest";
import { between, duration } from "./duration.ts";

describe("duration", () => {
  it.each([
    [0, "0 ms"],
    [-20, "0 ms"],
    [999, "999 ms"],
    [1000, "1 s"],
    [1240, "1.2 s"],
    [60_000, "1 min"],
    [185_000, "3 min 5 s"],
    [7_800_000, "2 h 10 min"],
    [90_000_000, "1 d 1 h"],
  ])("says %i ms as %s", (ms, words) => {
    expect(duration(ms, "en")).toBe(words);
  });

  it("writes every number as the locale does", () => {
    expect(duration(185_000, "ar-EG")).toBe("٣ min ٥ s");
    expect(duration(340, "ar-EG")).toBe("٣٤٠ ms");
  });

  it("measures an open end until now", () => {
    expect(between("2026-11-22T12:00:00.000Z", null, Date.parse("2026-11-22T12:00:02.500Z"))).toBe(2500);
  });
});
