import { expect, it } from "vitest";
import { goTarget } from "./go-keys.ts";

it.each([
  ["runs", null, "/runs"],
  ["runs", "blue bakery", "/accounts/blue%20bakery/runs"],
  ["dashboard", null, "/"],
  ["dashboard", "demo", "/accounts/demo"],
  ["accounts", "demo", "/accounts"],
  ["talks", null, null],
] as const)("going to %s in the account %s leads to %s", (act, account, target) => {
  expect(goTarget(act, account)).toBe(target);
});
