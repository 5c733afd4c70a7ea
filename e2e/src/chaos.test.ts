import { expect, test } from "vitest";
import { runChaos } from "./harness/chaos.ts";

test("three kills -9 over 500 messages lose nothing, leave nothing stuck, and mark every repeated call", async () => {
  const result = await runChaos({ messages: 500, people: 25, kills: 3, say: console.log });
  expect(result.violations).toEqual([]);
  expect(result).toMatchObject({ events: 500, replied: 500 });
  // Else no kill met a call, and nothing was shown of repeats.
  expect(result.repeated).toBeGreaterThan(0);
}, 180_000);
