import fc from "fast-check";
import { expect, test } from "vitest";
import { nextTime, nextTimes, patternFlaw, type Schedule } from "./schedule-times.ts";

const iso = (at: number | null) => at && new Date(at).toISOString();
const now = Date.parse("2026-03-28T12:00:30.000Z");

test("an interval counts from when it began, and what was missed is not made up for", () => {
  const schedule: Schedule = { every: { count: 15, unit: "minutes" } };
  expect(iso(nextTime(schedule, "UTC", now, now))).toBe("2026-03-28T12:15:30.000Z");
  expect(iso(nextTime(schedule, "UTC", now + 16 * 60_000, now))).toBe("2026-03-28T12:30:30.000Z");
  expect(iso(nextTime(schedule, "UTC", now + 100 * 3_600_000, now))).toBe("2026-04-01T16:15:30.000Z");
});

test("a cron pattern is meant in the account's time zone or its own, over the change of the clocks", () => {
  const times = (schedule: Schedule) => nextTimes(schedule, "Europe/Berlin", { after: now, from: now }, 2).map(iso);
  expect(times({ cron: "0 9 * * *" })).toEqual(["2026-03-29T07:00:00.000Z", "2026-03-30T07:00:00.000Z"]);
  expect(times({ cron: "0 9 * * *", timezone: "UTC" })).toEqual([
    "2026-03-29T09:00:00.000Z",
    "2026-03-30T09:00:00.000Z",
  ]);
  expect(times({ cron: "30 6 28 3 *" })).toEqual(["2027-03-28T04:30:00.000Z", "2028-03-28T04:30:00.000Z"]);
});

test("the next time is always later, and none of an interval lies between", () => {
  const units = fc.constantFrom("minutes" as const, "hours" as const, "days" as const);
  const minutes = fc.integer({ min: 0, max: 5_000_000 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), units, minutes, (count, unit, later) => {
      const after = now + later * 60_000;
      const next = nextTime({ every: { count, unit } }, "UTC", after, now) ?? 0;
      const step = count * { minutes: 60_000, hours: 3_600_000, days: 86_400_000 }[unit];
      expect([next > after, next - step <= after, (next - now) % step]).toEqual([true, true, 0]);
    }),
  );
});

test("says what is no pattern of five parts, or names a time that never comes", () => {
  expect(patternFlaw("*/5 8-18 * * MON-FRI")).toBeNull();
  expect(patternFlaw("* * * * * *")).toContain("five parts");
  expect(patternFlaw("61 * * * *")).toContain("five parts");
  expect(patternFlaw("often")).toContain("five parts");
  expect(patternFlaw("0 0 30 2 *")).toContain("never comes");
});
