import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { gather } from "./gather.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(2000);

/** Rounds, each over when the test says so. */
function rounds() {
  const begun: string[][] = [];
  const ends: (() => void)[] = [];
  const add = gather<string>((items) => {
    begun.push([...items]);
    return new Promise<void>((resolve) => ends.push(resolve));
  });
  return { add, begun, endRound: () => ends.shift()?.() };
}

it("works on the first at once", () => {
  const { add, begun } = rounds();
  add("a");
  expect(begun).toEqual([["a"]]);
});

it("works on what came meanwhile together, after the round that goes on", async () => {
  const { add, begun, endRound } = rounds();
  add("a");
  for (const item of ["a", "b", "a"]) add(item);
  await settle();
  expect(begun).toEqual([["a"]]);
  endRound();
  await settle();
  expect(begun).toEqual([["a"], ["a", "b"]]);
});

it("goes on with the next when all was quiet for a while", async () => {
  const { add, begun, endRound } = rounds();
  add("a");
  endRound();
  await settle();
  add("b");
  expect(begun).toEqual([["a"], ["b"]]);
});
