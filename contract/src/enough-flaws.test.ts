import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cycleDocument } from "./cycle-document.ts";
import { flawedPartsAtMost } from "./enough-flaws.ts";

const named = (count: number, value: unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, value]));
const action = (input: unknown, id = "call") => ({ id, type: "action", connector: "http", method: "request", input });
const issuesOf = (document: unknown): number => cycleDocument.safeParse(document).error?.issues.length ?? 0;

const unsound = { x: 1 };
const many = 150_000;

describe("a document with very many flaws is looked at no further than they are told of", () => {
  test.each([
    ["fields of many steps", { steps: Array.from({ length: 300 }, (_, at) => action(named(500, unsound), `s${at}`)) }],
    ["fields of one step", { steps: [action(named(many, unsound))] }],
    ["fields after sound ones", { steps: [action({ ...named(2500, { value: 1 }), ...named(many, 5), f1: unsound })] }],
    ["parts of a field", { steps: [action({ a: { fields: named(many, unsound) } })] }],
    ["values of a script", { steps: [{ id: "a", type: "script", input: named(many, unsound) }] }],
    ["kinds of a trigger", { steps: [{ id: "a", type: "trigger", connector: "http", kinds: Array(many).fill("!") }] }],
    ["conditions", { steps: [{ id: "a", type: "decision", conditions: { all: Array(many).fill(unsound) } }] }],
    ["variables", { variables: Object.fromEntries(Array.from({ length: many }, (_, at) => [`!${at}`, 1])) }],
    ["pins", { pins: Object.fromEntries(Array.from({ length: many }, (_, at) => [`!${at}`, 1])) }],
    ["steps", { steps: Array(500).fill(1) }],
    ["edges", { edges: Array(2000).fill(1) }],
  ])("%s", (_title, document) => {
    expect(issuesOf(document)).toBeGreaterThan(0);
    expect(issuesOf(document)).toBeLessThanOrEqual(flawedPartsAtMost);
  });
});

const sound = fc.constantFrom<unknown>(
  { value: 1 },
  { template: "Hello" },
  { expression: "1" },
  { variable: "name" },
  { step: "hook", path: "a.b" },
  { list: [{ template: "x" }, { fields: { a: { expression: "1" } } }] },
);
const flawed = fc.constantFrom<unknown>(unsound, null, { step: "No id", path: "" }, { list: [unsound] }, { fields: 1 });

test("a document is taken as it is when every source is sound, however many, and refused when one is not", () => {
  const fields = fc.array(sound, { maxLength: 40 }).chain((some) =>
    fc.record({
      input: fc.constantFrom(1, 60, 700).map((times) => Object.values(named(times, some)).flat()),
      flaw: fc.option(fc.tuple(flawed, fc.nat())),
    }),
  );
  fc.assert(
    fc.property(fields, ({ input, flaw }) => {
      const values = input.slice(0, 2400);
      if (flaw !== null) values.splice(flaw[1] % (values.length + 1), 0, flaw[0]);
      const document = { steps: [action(Object.fromEntries(values.map((value, at) => [`f${at}`, value])))], edges: [] };
      const result = cycleDocument.safeParse(document);
      expect(result.success).toBe(flaw === null);
      if (flaw === null) expect(result.data).toMatchObject(document);
    }),
    { numRuns: 60 },
  );
});
