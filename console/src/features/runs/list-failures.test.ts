import { expect, it } from "vitest";
import { choose, isChosen } from "./list-failures.ts";

const alike = { account: "acc_1", cycle: "cyc_1", code: "graph_190", step: "reply" };
const own = { status: "failed", cycle: "cyc_1", code: "graph_190", step: "reply" } as const;

it("runs that failed alike are chosen by filters, and let go again, and the other filters stay", () => {
  const chosen = choose(alike, { q: "hi", status: "succeeded" }, "acme");
  expect(chosen).toEqual({ q: "hi", ...own });
  expect(isChosen(alike, chosen, "acme")).toBe(true);
  expect(isChosen({ ...alike, step: null }, chosen, "acme")).toBe(false);
  expect(choose(alike, chosen, "acme")).toEqual({ q: "hi" });
});

it("across accounts they are those of one account, and those of no step are of no step", () => {
  expect(choose(alike, {}, null)).toEqual({ account: "acc_1", ...own });
  expect(choose({ ...alike, step: null }, own, "acme").step).toBeUndefined();
});
