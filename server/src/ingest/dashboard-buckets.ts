import type { DashboardBucket, DashboardPeriod } from "@velodrome/contract";
import { zonedMoment } from "../step/zoned-moment.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Division {
  bucketMs: number;
  buckets: number;
  /** When buckets begin on each day of the reader's; null: with each hour. */
  times: readonly string[] | null;
}
const divisions: Readonly<Record<DashboardPeriod, Division>> = {
  day: { bucketMs: hourMs, buckets: 24, times: null },
  week: { bucketMs: 6 * hourMs, buckets: 28, times: ["00:00", "06:00", "12:00", "18:00"] },
  month: { bucketMs: dayMs, buckets: 30, times: ["00:00"] },
};

/** Beginnings of a dashboard's buckets, the oldest first, and the end of the last; in ms. */
export interface Buckets {
  starts: readonly number[];
  end: number;
  /** How long one is, but for days on which clocks are set. */
  bucketMs: number;
}

/** The calendar's day at a moment, as if it began in UTC. */
function dayAt(moment: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
  })
    .formatToParts(moment)
    .map(({ type, value }) => [type, Number(value)] as const);
  const { year = 0, month = 1, day = 1 }: Partial<Record<string, number>> = Object.fromEntries(parts);
  return Date.UTC(year, month - 1, day);
}

/** The buckets up to the one that is under way, by the calendar of a time zone. */
export function bucketsOf(period: DashboardPeriod, now: number, timezone: string): Buckets {
  const { bucketMs, buckets, times } = divisions[period];
  if (times === null) {
    const end = (Math.floor(now / hourMs) + 1) * hourMs;
    return { starts: Array.from({ length: buckets }, (_, at) => end - (buckets - at) * hourMs), end, bucketMs };
  }
  const today = dayAt(now, timezone);
  const days = buckets / times.length;
  // From a day too early to one too late, for the times of a day that are still to come.
  const all = Array.from({ length: days + 2 }, (_, at) =>
    new Date(today + (at - days) * dayMs).toISOString().slice(0, 10),
  ).flatMap((day) => times.flatMap((time) => zonedMoment(`${day} ${time}`, timezone) ?? []));
  const next = all.findIndex((start) => start > now);
  return { starts: all.slice(next - buckets, next), end: all[next] ?? now, bucketMs };
}

const counts = ["events", "unrouted", "succeeded", "failed", "cancelled"] as const;
type Counted = { hour: Date } & Partial<Record<(typeof counts)[number], number>>;

/** Hours put together. Where a zone's days begin within an hour, that hour counts where it begins. */
export function toBuckets(figures: readonly Counted[], { starts, end }: Omit<Buckets, "bucketMs">): DashboardBucket[] {
  const all = starts.map((start) => ({
    at: new Date(start).toISOString(),
    ...{ events: 0, unrouted: 0, succeeded: 0, failed: 0, cancelled: 0 },
  }));
  for (const figure of figures) {
    const hour = figure.hour.getTime();
    const bucket = hour < end ? all[starts.findLastIndex((start) => start <= hour)] : undefined;
    if (bucket === undefined) continue;
    for (const name of counts) bucket[name] += figure[name] ?? 0;
  }
  return all;
}
