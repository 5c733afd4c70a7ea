import fc from "fast-check";
import { expect, test } from "vitest";
import { zonedMoment } from "./zoned-moment.ts";

const at = (value: unknown, zone = "Europe/Berlin") => {
  const moment = zonedMoment(value, zone);
  return moment === null ? null : new Date(moment).toISOString();
};

test("without a zone it is meant in the account's", () => {
  expect(at("2026-12-24T09:00")).toBe("2026-12-24T08:00:00.000Z");
  expect(at("2026-07-01 09:00:30")).toBe("2026-07-01T07:00:30.000Z");
  expect(at("2026-07-01")).toBe("2026-06-30T22:00:00.000Z");
  expect(at("2026-07-01T09:00", "America/St_Johns")).toBe("2026-07-01T11:30:00.000Z");
});

test("with a zone it is that", () => {
  expect(at("2026-12-24T09:00:00Z")).toBe("2026-12-24T09:00:00.000Z");
  expect(at("2026-12-24T09:00+0530")).toBe("2026-12-24T03:30:00.000Z");
});

test("a number counts ms, or seconds", () => {
  expect(at(1_798_102_800)).toBe("2026-12-24T09:00:00.000Z");
  expect(at(1_798_102_800_000)).toBe("2026-12-24T09:00:00.000Z");
});

test("a time that clocks skip is the one after it; of one shown twice the first is taken", () => {
  expect(at("2026-03-29T02:30")).toBe("2026-03-29T01:30:00.000Z");
  expect(at("2026-10-25T02:30")).toBe("2026-10-25T00:30:00.000Z");
});

test("what is no date is null", () => {
  for (const none of ["", "soon", "2026-02-31", "2026-13-01", "2026-12-24T25:00", "9:00", Number.NaN, null, {}]) {
    expect([none, at(none)]).toEqual([none, null]);
  }
});

test("any moment is found again by what the clocks show then", () => {
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");
  const moments = fc.integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 });
  const wallClock = (moment: number, timeZone: string) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(moment);
  fc.assert(
    fc.property(zones, moments, (zone, seconds) => {
      const shown = wallClock(seconds * 1000, zone);
      const found = zonedMoment(shown, zone);
      // In the hour that is shown twice it may be the earlier one; what the clocks show is the same.
      expect(wallClock(found ?? 0, zone)).toBe(shown);
      expect(Math.abs((found ?? 0) - seconds * 1000)).toBeLessThanOrEqual(3_600_000);
    }),
  );
});
