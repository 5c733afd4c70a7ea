import { expect, it } from "vitest";
import { countFilters, fits } from "./list-filter.ts";

const item = { account: "acc_1", page: "501", person: "p1", text: "Hi there" };
const at = "2026-11-22T12:00:00.000Z";

it.each([
  [{}, true],
  [{ account: "acc_1", page: "501", person: "p1" }, true],
  [{ account: "acc_2" }, false],
  [{ person: "p2" }, false],
  [{ page: "502" }, false],
  [{ from: at }, true],
  [{ to: at }, false],
  [{ from: "2026-11-22T12:00:00.001Z" }, false],
  [{ q: "hi" }, true],
  [{ q: "p1" }, true],
  [{ q: "m_abc" }, null],
  [{ q: "m_abc", person: "p2" }, false],
] as const)("an item and the filters %j: %s", (filters, answer) => {
  expect(fits(item, at, filters)).toBe(answer);
});

it("counts filters that are set", () => {
  expect(countFilters({ q: undefined, routed: false, page: "501" })).toBe(2);
});
