import { describe, expect, it } from "vitest";
import { clockTime, dateOf, exactTime, inLocalTime, minuteTime, relativeTime } from "./relative-time.ts";

const now = Date.parse("2026-11-22T12:00:00.000Z");
const at = (ms: number) => new Date(now + ms).toISOString();

describe("relative time", () => {
  it.each([
    [-4_000, "just now"],
    [3_000, "just now"],
    [-5_000, "5 seconds ago"],
    [-59_999, "59 seconds ago"],
    [-60_000, "1 minute ago"],
    [-3_599_000, "59 minutes ago"],
    [-2 * 3_600_000, "2 hours ago"],
    [-25 * 3_600_000, "1 day ago"],
    [-40 * 86_400_000, "1 month ago"],
    [-800 * 86_400_000, "2 years ago"],
    [90_000, "in 1 minute"],
  ])("says %i ms as %s", (distance, words) => {
    expect(relativeTime(at(distance), now, "en")).toBe(words);
  });
});

describe("exact time", () => {
  it("names the zone and the second", () => {
    const words = exactTime("2026-11-22T12:00:05.000Z", "en-GB", "Europe/Berlin");
    expect(words).toContain("22 Nov 2026");
    expect(words).toContain("13:00:05");
    expect(words).toMatch(/CET|GMT\+1/);
  });
});

describe("time to the minute", () => {
  it("has its day and no zone", () => {
    const words = minuteTime("2026-11-22T12:00:05.000Z", "en-GB", "Europe/Berlin");
    expect(words).toMatch(/^22 Nov 2026\b.*\b13:00$/);
  });
});

describe("the time of day", () => {
  const clock = (moment: string, zone: string) => clockTime(moment, now, "en-GB", zone);

  it("stands alone today and with its day otherwise", () => {
    expect(clock("2026-11-22T09:02:30.000Z", "UTC")).toBe("09:02");
    expect(clock("2026-11-21T09:02:30.000Z", "UTC")).toMatch(/21 Nov.*09:02/);
  });

  it("has its year when that is another", () => {
    expect(clock("2025-11-21T09:02:30.000Z", "UTC")).toMatch(/21 Nov 2025.*09:02/);
  });

  it("takes today from the person's zone", () => {
    expect(clock("2026-11-21T23:30:00.000Z", "Europe/Berlin")).toBe("00:30");
  });
});

it("writes a day of the calendar as that day, wherever the person is", () => {
  expect(dateOf("2027-02-18", "en-GB")).toBe("18 Feb 2027");
});

it("puts moments in the server's words into the person's zone, and leaves all else", () => {
  const words = inLocalTime("3 requests since 2026-11-22 23:30 UTC: not 2026-11-22.", "en-GB", "Europe/Berlin");
  expect(words).toMatch(/^3 requests since 23 Nov 2026, 00:30 (CET|GMT\+1): not 2026-11-22\.$/);
});
