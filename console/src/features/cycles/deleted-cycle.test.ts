import { expect, it } from "vitest";
import { ApiError } from "../../lib/api-error.ts";
import { isDeletedCycle } from "./deleted-cycle.ts";

const details = { name: "Greeting", deletedAt: "2026-11-30T10:00:00.000Z" };

it("knows a cycle that lies in the recycle bin from one that was never there", () => {
  expect(isDeletedCycle(new ApiError(404, "cycle_not_found", "", details))).toBe(true);
  expect(isDeletedCycle(new ApiError(404, "cycle_not_found", ""))).toBe(false);
  expect(isDeletedCycle(new ApiError(404, "account_not_found", "", details))).toBe(false);
  expect(isDeletedCycle(new Error("no"))).toBe(false);
});
