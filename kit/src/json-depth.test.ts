import fc from "fast-check";
import { expect, test } from "vitest";
import { isJsonTooDeep, maxJsonDepth } from "./json-depth.ts";

function nested(depth: number): Buffer {
  return Buffer.from(`${'[{"a":'.repeat(depth / 2)}"${"[".repeat(1000)}\\""${"}]".repeat(depth / 2)}`);
}

test("the limit is allowed and one more level is not; brackets in strings do not count", () => {
  expect(isJsonTooDeep(nested(maxJsonDepth))).toBe(false);
  expect(isJsonTooDeep(nested(maxJsonDepth + 2))).toBe(true);
});

test("what it lets through, JSON.stringify can write", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (depth) => {
      const json = Buffer.from("[".repeat(depth) + "]".repeat(depth));
      expect(isJsonTooDeep(json)).toBe(depth > maxJsonDepth);
      if (depth <= maxJsonDepth) JSON.stringify(JSON.parse(json.toString()));
    }),
  );
});
