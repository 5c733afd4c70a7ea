import { describe, expect, it } from "vitest";
import { bucketsOf, toBuckets } from "./dashboard-buckets.ts";

const hourMs = 3_600_000;
const iso = (moments: readonly number[]) => moments.map((moment) => new Date(moment).toISOString());

describe("a dashboard's buckets", () => {
  it("are hours for a day, wherever the reader is", () => {
    const { starts, end } = bucketsOf("day", Date.parse("2026-11-22T12:20:00Z"), "Asia/Kolkata");
    expect(starts).toHaveLength(24);
    expect(iso([starts[0] ?? 0, starts.at(-1) ?? 0, end])).toEqual([
      "2026-11-21T13:00:00.000Z",
      "2026-11-22T12:00:00.000Z",
      "2026-11-22T13:00:00.000Z",
    ]);
  });

  it.each([
    ["UTC", "2026-10-24T00:00:00.000Z", "2026-11-22T00:00:00.000Z"],
    ["Asia/Kolkata", "2026-10-23T18:30:00.000Z", "2026-11-21T18:30:00.000Z"],
    // Summer time ended there on 1 November.
    ["America/St_Johns", "2026-10-24T02:30:00.000Z", "2026-11-22T03:30:00.000Z"],
    ["Pacific/Apia", "2026-10-24T11:00:00.000Z", "2026-11-22T11:00:00.000Z"],
  ])("are days of the reader's calendar for a month: %s", (timezone, first, last) => {
    const { starts } = bucketsOf("month", Date.parse("2026-11-22T12:20:00Z"), timezone);
    expect(starts).toHaveLength(30);
    expect(iso([starts[0] ?? 0, starts.at(-1) ?? 0])).toEqual([first, last]);
  });

  it("are quarters of the reader's days for a week, also on the day on which clocks are set", () => {
    const { starts, end } = bucketsOf("week", Date.parse("2026-10-25T08:00:00Z"), "Europe/Berlin");
    expect(starts).toHaveLength(28);
    expect(iso([...starts.slice(-3), end])).toEqual([
      "2026-10-24T16:00:00.000Z",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T05:00:00.000Z",
      "2026-10-25T11:00:00.000Z",
    ]);
  });

  it("add up the hours that begin in them, and leave out what lies outside", () => {
    const hour = (at: number) => ({ hour: new Date(at * hourMs), events: 1, unrouted: 0 });
    const starts = [0.5, 6.5].map((at) => at * hourMs);
    const counted = toBuckets([hour(0), hour(1), hour(6), hour(7), hour(13)], { starts, end: 12.5 * hourMs });
    expect(counted.map(({ events }) => events)).toEqual([2, 1]);
  });
});
