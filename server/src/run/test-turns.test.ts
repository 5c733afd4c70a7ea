import { expect, test } from "vitest";
import { TestTurns } from "./test-turns.ts";

test("an account has so many tests under way and no more, whatever becomes of them, and another account its own", async () => {
  const turns = new TestTurns();
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<string>());
  const underWay = ends.map(({ promise }) => turns.take("one", () => promise));
  await expect(turns.take("one", async () => "fifth")).rejects.toMatchObject({ code: "rate_limited" });
  expect(await turns.take("two", async () => "other")).toBe("other");
  ends[0]?.reject(new Error("failed"));
  await expect(underWay[0]).rejects.toThrow("failed");
  expect(await turns.take("one", async () => "next")).toBe("next");
  for (const { resolve } of ends) resolve("done");
  expect(await Promise.all(underWay.slice(1))).toEqual(["done", "done", "done"]);
});
