import { texts } from "./texts.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = [
  { unit: "year", ms: 365 * day },
  { unit: "month", ms: 30 * day },
  { unit: "day", ms: day },
  { unit: "hour", ms: hour },
  { unit: "minute", ms: minute },
  { unit: "second", ms: second },
] as const;

/** "3 minutes ago", "in 2 hours"; under five seconds it is "just now". Clocks differ a little, so a near future is now too. */
export function relativeTime(moment: string, now: number, locale: string): string {
  const distance = Date.parse(moment) - now;
  if (Math.abs(distance) < 5 * second) return texts.justNow;
  const { unit, ms } = units.find((u) => Math.abs(distance) >= u.ms) ?? { unit: "second" as const, ms: second };
  return new Intl.RelativeTimeFormat(locale, { numeric: "always" }).format(Math.trunc(distance / ms), unit);
}

const toTheMinute = { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } as const;

/** Date, time to the second and zone, as the person's locale writes them. */
export function exactTime(moment: string, locale: string | undefined, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    ...toTheMinute,
    second: "2-digit",
    timeZoneName: "short",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(moment));
}

/** Date and time to the minute, as the person's locale writes them; for what a person enters in their own zone. */
export const minuteTime = (moment: string, locale: string | undefined, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, {
    ...toTheMinute,
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(moment));

/** A day without its time, as the person's locale writes it; days of the calendar have no zone. */
export const dateOf = (day: string, locale: string | undefined): string =>
  new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" }).format(
    new Date(day),
  );

/** The time of day, to the minute; with the day when that is not today's, and the year when it is not this one. `now` in ms. */
export function clockTime(moment: string, now: number, locale: string | undefined, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const at = new Date(moment);
  const dayOf = new Intl.DateTimeFormat("en", { dateStyle: "short", ...zone });
  const today = dayOf.format(at) === dayOf.format(now);
  const yearOf = new Intl.DateTimeFormat("en", { year: "numeric", ...zone });
  const thisYear = yearOf.format(at) === yearOf.format(now);
  return new Intl.DateTimeFormat(locale, {
    ...(today ? {} : { month: "short", day: "numeric" }),
    ...(thisYear ? {} : { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
    ...zone,
  }).format(at);
}

/** Words of the server, which knows no reader's zone, with the moments in them in the reader's own. */
export const inLocalTime = (words: string, locale: string | undefined, timeZone?: string): string =>
  words.replace(/\b(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC\b/g, (_, day: string, time: string) =>
    new Intl.DateTimeFormat(locale, {
      ...toTheMinute,
      timeZoneName: "short",
      ...(timeZone === undefined ? {} : { timeZone }),
    }).format(new Date(`${day}T${time}:00Z`)),
  );
