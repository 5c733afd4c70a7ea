import { expect, test } from "vitest";
import { runChaos } from "./harness/chaos.ts";

test("three kills -9 over 500 messages lose nothing, leave nothing stuck, and mark every repeated call", async () => {
  const result = await runChaos({ messages: 500, people: 25, kills: 3, echoes: false, say: console.log });
  expect(result.violations).toEqual([]);
  expect(result).toMatchObject({ events: 500, replied: 500 });
  // Else no kill met a call, and nothing was shown of repeats.
  expect(result.repeated).toBeGreaterThan(0);
}, 480_000);

test("where Facebook tells of what it sent, what a kill cut off is found again and not repeated", async () => {
  const result = await runChaos({ messages: 500, people: 25, kills: 3, echoes: true, say: console.log });
  expect(result.violations).toEqual([]);
  expect(result).toMatchObject({ events: 500, replied: 500 });
  expect(result.unanswered).toBeGreaterThan(0);
  // An echo that comes later than 30 s after its call is too late.
  expect(result.repeated).toBeLessThan(result.unanswered / 4);
}, 480_000);
