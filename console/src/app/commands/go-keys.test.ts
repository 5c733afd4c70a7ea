import { expect, it } from "vitest";
import { goTarget } from "./go-keys.ts";

it.each([
  ["r", null, "/runs"],
  ["r", "blue bakery", "/accounts/blue%20bakery/runs"],
  ["d", null, "/"],
  ["d", "demo", "/accounts/demo"],
  ["a", "demo", "/accounts"],
  ["p", null, null],
  ["x", "demo", null],
  ["constructor", "demo", null],
])("after G the key %s in the account %s leads to %s", (key, account, target) => {
  expect(goTarget(key, account)).toBe(target);
});
