import { describe, expect, it } from "vitest";
import { pathsTo, soundPaths } from "./redact-paths.ts";

describe("fields to be masked", () => {
  it("are named through lists, as deep as they stand", () => {
    expect(pathsTo({ customer: { cards: [{ iban: "x" }, { other: 1 }] }, id: 7 })).toEqual([
      "customer",
      "customer.cards",
      "customer.cards.iban",
      "id",
    ]);
    expect(pathsTo([{ a: 1 }])).toEqual(["a"]);
    expect(pathsTo("text")).toEqual([]);
    expect(pathsTo({ "two words": { a: 1 }, "a.b": 1, c: 1 })).toEqual(["c"]);
  });

  it("are taken when they lead somewhere", () => {
    expect(soundPaths([" a.b ", "**.iban", "a..b", "", "a[0]"])).toEqual(["a.b", "**.iban"]);
  });
});
