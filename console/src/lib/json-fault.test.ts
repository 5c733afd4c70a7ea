import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonFault } from "./json-fault.ts";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

it.each([
  ["", 1, 1],
  ["hello", 1, 1],
  ['{"a": 1,}', 1, 9],
  ['{\n  "a": [1, 2\n}', 3, 1],
  ['{"a": "x', 1, 7],
  ['{"a": 1} {', 1, 10],
  ["[1 2]", 1, 4],
  ['{"a"}', 1, 5],
  ["[01]", 1, 3],
])("%j stops being JSON in line %i, column %i", (text, line, column) => {
  expect(jsonFault(text)).toEqual({ line, column });
});

it("finds a fault in what is no JSON, and in nothing else", () => {
  const written = fc
    .tuple(fc.json(), fc.constantFrom(0, 2))
    .map(([text, indent]) => JSON.stringify(JSON.parse(text), null, indent));
  const edit = fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom("", ",", "}", "]", '"', "1", "\\", "\n", "x"));
  fc.assert(
    fc.property(written, fc.option(edit), (text, wanted) => {
      const [at, cut, put] = wanted ?? [0, 0, ""];
      const from = at % (text.length + 1);
      const edited = text.slice(0, from) + put + text.slice(from + cut);
      expect(jsonFault(edited) === null).toBe(isJson(edited));
    }),
  );
});
