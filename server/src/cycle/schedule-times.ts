import type { ScheduleStep } from "@velodrome/contract";
import { Cron } from "croner";

/** When a schedule fires. */
export type Schedule = Pick<ScheduleStep, "every" | "cron" | "timezone">;

const unitMs = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

export const scheduleOf = ({ every, cron, timezone }: ScheduleStep): Schedule => ({
  ...(every && { every }),
  ...(cron !== undefined && { cron }),
  ...(timezone !== undefined && { timezone }),
});

/**
 * The first time after `after` (ms since 1970), null when there is none any more. `from`: a time that an interval counts from.
 * What was missed meanwhile is not made up for.
 */
export function nextTime(schedule: Schedule, zone: string, after: number, from: number): number | null {
  if (schedule.every) {
    const step = schedule.every.count * unitMs[schedule.every.unit];
    return from + (Math.floor(Math.max(0, after - from) / step) + 1) * step;
  }
  const next = patternOf(schedule, zone).nextRun(new Date(after));
  return next && next.getTime();
}

/** The next times, soonest first. */
export function nextTimes(
  schedule: Schedule,
  zone: string,
  start: { after: number; from: number },
  count: number,
): number[] {
  const times: number[] = [];
  for (let at = start.after; times.length < count; ) {
    const next = nextTime(schedule, zone, at, start.from);
    if (next === null) break;
    times.push(next);
    at = next;
  }
  return times;
}

/** What is wrong with a schedule's pattern, in words for a person; null when nothing is. */
export function patternFlaw(cron: string): string | null {
  try {
    if (patternOf({ cron }, "UTC").nextRun() !== null) return null;
    return `The pattern "${cron}" names a time that never comes.`;
  } catch (cause: unknown) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return `"${cron}" is no cron pattern of five parts (minute hour day month weekday): ${words}`;
  }
}

const patternOf = ({ cron = "", timezone }: Schedule, zone: string): Cron =>
  new Cron(cron, { mode: "5-part", timezone: timezone ?? zone });
