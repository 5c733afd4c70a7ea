import { cycleDocument } from "@velodrome/contract";
import { describe, expect, test } from "vitest";
import { compileRedaction, replaceAt } from "./redaction.ts";

const masked = (value: unknown, ...paths: string[]) =>
  replaceAt(
    value,
    paths.map((path) => path.split(".")),
    () => "x",
  );

describe("a path to what is masked", () => {
  const order = { id: 7, customer: { name: "Ada", cards: [{ iban: "DE1" }, { iban: "DE2" }] }, iban: null };
  test.each([
    ["customer.name", { ...order, customer: { ...order.customer, name: "x" } }],
    ["customer.cards.iban", { ...order, customer: { ...order.customer, cards: [{ iban: "x" }, { iban: "x" }] } }],
    ["**.iban", { ...order, customer: { ...order.customer, cards: [{ iban: "x" }, { iban: "x" }] } }],
    ["customer.*", { ...order, customer: { name: "x", cards: "x" } }],
    ["customer", { ...order, customer: "x" }],
    ["customer.**", { ...order, customer: "x" }],
    ["**.name", { ...order, customer: { ...order.customer, name: "x" } }],
    ["id", { ...order, id: "x" }],
  ])("%s leads to it, through lists", (path, expected) => {
    expect(masked(order, path)).toEqual(expected);
  });

  test("that leads nowhere changes nothing, nor copies it", () => {
    for (const path of ["customer.phone", "id.deeper", "iban", "constructor", "**.nothing"]) {
      expect(masked(order, path)).toBe(order);
    }
    expect(masked("text", "a")).toBe("text");
    expect(masked([{ a: 1 }, "b"], "a")).toEqual([{ a: "x" }, "b"]);
  });

  test("leaves what was given as it was", () => {
    const before = structuredClone(order);
    masked(order, "**.iban", "customer.name");
    expect(order).toEqual(before);
  });
});

describe("what a version masks", () => {
  const compile = (document: object) => compileRedaction(cycleDocument.parse(document));
  const transform = { id: "a", type: "transform", expression: "1" };

  test("is nothing unless it says so", () => {
    expect(compile({ steps: [transform] })).toBeNull();
  });

  test("is what a step says of itself, and what the cycle says of all", () => {
    const redaction = compile({
      steps: [
        { ...transform, redact: { input: ["in"], output: ["out.deep"] } },
        { ...transform, id: "b" },
      ],
      settings: { redact: ["**.iban"] },
    });
    expect(redaction?.inputOf("a")).toEqual([["in"], ["**", "iban"]]);
    expect(redaction?.outputOf("a")).toEqual([
      ["out", "deep"],
      ["**", "iban"],
    ]);
    expect(redaction?.outputOf("b")).toEqual([["**", "iban"]]);
  });

  test("holds for variables that a step sets, and for what a For each collects", () => {
    const set = { id: "set", type: "set-variables", redact: { output: ["card"] } };
    expect(compile({ steps: [set] })?.variables).toEqual([["card"]]);
    const each = { id: "each", type: "for-each", redact: { output: ["items.card"] } };
    expect(compile({ steps: [each] })?.outputOf("each")).toEqual([
      ["items", "card"],
      ["collected", "card"],
    ]);
  });

  test("is named in words that lead somewhere", () => {
    const withPath = (path: string) =>
      cycleDocument.safeParse({ steps: [{ ...transform, redact: { output: [path] } }] });
    for (const path of ["a", "a.b", "**.card-number", "*"]) expect(withPath(path).success).toBe(true);
    for (const path of ["", "a..b", ".a", "a[0]", "a b"]) expect(withPath(path).success).toBe(false);
  });
});
