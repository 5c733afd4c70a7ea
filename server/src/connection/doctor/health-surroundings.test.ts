import { expect, test } from "vitest";
import type { SetupActDeps } from "../setup-application.ts";
import { healthSurroundings } from "./health-surroundings.ts";

test("what waits is asked for once for all connections of an account, and only when somebody wants to know", async () => {
  const asked: string[] = [];
  const waitingCalls = async (accountId: string) => {
    asked.push(accountId);
    return new Map([["one", []]]);
  };
  const around = healthSurroundings({ usage: { waitingCalls } } as unknown as SetupActDeps, "account");
  expect(asked).toEqual([]);
  const [first, second] = await Promise.all([around.waits(), around.waits()]);
  expect(second).toBe(first);
  expect(asked).toEqual(["account"]);
});
