import { expect, it } from "vitest";
import { retryDelay } from "./retry.ts";

it("retries at once, then backs off to a minute", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => retryDelay(failures, 0));
  expect(delays).toEqual([0, 1000, 2000, 5000, 10_000, 30_000, 60_000, 60_000, 60_000]);
});

it("gives up an hour after the first try", () => {
  expect(retryDelay(3, 3_599_999)).toBe(2000);
  expect(retryDelay(3, 3_600_000)).toBeNull();
});
