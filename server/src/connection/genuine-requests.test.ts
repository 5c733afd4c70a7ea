import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createGenuineRequests } from "./genuine-requests.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function recorded() {
  const written: string[] = [];
  const errors: unknown[] = [];
  const requests = createGenuineRequests({
    write: async (setupId, agoMs) => {
      if (setupId === "down") throw new Error("no database");
      written.push(`${setupId} ${agoMs} ms ago`);
    },
    now: () => Date.now(),
    onError: (error) => errors.push(error),
  });
  return { written, errors, requests };
}

test("the first is written at once, those that follow once in 5 s, and the last is never lost", async () => {
  const { written, requests } = recorded();
  requests.note("one");
  requests.note("two");
  expect(written).toEqual(["one 0 ms ago", "two 0 ms ago"]);
  await vi.advanceTimersByTimeAsync(1000);
  for (let count = 0; count < 100; count++) requests.note("one");
  expect(written).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(4000);
  expect(written.slice(2)).toEqual(["one 4000 ms ago"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(written).toHaveLength(3);
  requests.note("one");
  expect(written.slice(3)).toEqual(["one 0 ms ago"]);
});

test("closing writes what is not written yet", async () => {
  const { written, requests } = recorded();
  requests.note("one");
  await vi.advanceTimersByTimeAsync(2000);
  requests.note("one");
  await vi.advanceTimersByTimeAsync(500);
  await requests.close();
  expect(written).toEqual(["one 0 ms ago", "one 500 ms ago"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(written).toHaveLength(2);
});

test("a failure is told and costs the next one nothing", async () => {
  const { written, errors, requests } = recorded();
  requests.note("down");
  requests.note("up");
  await requests.close();
  expect(errors).toEqual([new Error("no database")]);
  expect(written).toEqual(["up 0 ms ago"]);
});
