import { expect, test } from "vitest";
import { skew } from "./chaos/skew.ts";

test("three releases on one PostgreSQL go on beside each other where they can, are refused with words where not, and lose nothing", {
  timeout: 8 * 60_000,
}, async () => {
  const { violations } = await skew.run({ short: true, say: console.log });
  expect(violations).toEqual([]);
});
