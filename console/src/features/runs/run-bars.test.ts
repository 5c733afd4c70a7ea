import type { Attempt, RunWithSteps } from "@velodrome/contract";
import { expect, test } from "vitest";
import { barsOf } from "./run-bars.ts";

const base = Date.parse("2026-01-05T10:00:00.000Z");
const at = (ms: number): string => new Date(base + ms).toISOString();

const attempt = (number: number, [from, to]: [number, number | null], status: Attempt["status"] = "succeeded") =>
  ({ number, status, startedAt: at(from), finishedAt: to === null ? null : at(to) }) as Attempt;

const runOf = (steps: Partial<RunWithSteps["steps"][number]>[], finished: number | null) =>
  ({ createdAt: at(0), startedAt: at(2), finishedAt: finished === null ? null : at(finished), steps }) as RunWithSteps;

const none = { now: base + 10_000, waits: () => false };

test("each attempt has its bar, and waiting for the next one has one too", () => {
  const attempts = [attempt(1, [5, 10], "failed"), attempt(2, [300_010, 300_020])];
  const { from, to, rows } = barsOf(runOf([{ step: "reply", attempts }], 300_020), none);
  expect([from, to]).toEqual([base + 2, base + 300_020]);
  expect(rows[0]?.bars.map((bar) => [bar.from - base, bar.to - base, bar.attempt?.number ?? null, bar.waits])).toEqual([
    [5, 10, 1, false],
    [10, 300_010, null, true],
    [300_010, 300_020, 2, false],
  ]);
});

test("what a step does over and over stands in one row, in the order of time", () => {
  const steps = [
    { step: "second", attempts: [attempt(1, [20, 25])] },
    { step: "first", attempts: [attempt(1, [30, 35])] },
    { step: "first", attempts: [attempt(1, [10, 15])] },
  ];
  const { rows } = barsOf(runOf(steps, 35), none);
  expect(rows.map(({ step, bars }) => [step, bars.map((bar) => bar.from - base)])).toEqual([
    ["first", [10, 30]],
    ["second", [20]],
  ]);
});

test("a step whose work is to wait is drawn as waiting, and what goes on ends now", () => {
  const steps = [
    { step: "pause", attempts: [attempt(1, [3, 4])] },
    { step: "ask", attempts: [attempt(1, [5, null], "waiting")] },
  ];
  const { to, rows } = barsOf(runOf(steps, null), { ...none, waits: (step) => step === "pause" });
  expect(rows.map(({ bars }) => bars[0]?.waits)).toEqual([true, true]);
  expect(rows[1]?.bars[0]?.to).toBe(none.now);
  expect(to).toBe(none.now);
});

test("what started the run takes none of its time", () => {
  const steps = [{ step: "message", attempts: [attempt(1, [500, 500])] }];
  const run = { ...runOf(steps, 400), trigger: "message" };
  expect(barsOf(run, none)).toMatchObject({ rows: [], to: base + 400 });
});

test("of very many attempts the first are drawn, and how many are not is told", () => {
  const steps = Array.from({ length: 450 }, (_, item) => ({ step: "each", attempts: [attempt(1, [item, item + 1])] }));
  const { rows, left } = barsOf(runOf(steps, 451), none);
  expect(rows[0]?.bars).toHaveLength(400);
  expect(left).toBe(50);
});
