const local = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?)?$/;
const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * A date as people and applications write it, in ms since 1970; null for what is none. A number counts ms, or seconds when
 * it is too small for that. A text without a zone is meant in `timezone`: a time that clocks skip there is the one after it,
 * of one that they show twice the first is taken.
 */
export function zonedMoment(value: unknown, timezone: string): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? (Math.abs(value) < 1e11 ? value * 1000 : value) : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (zoned.test(text)) {
    const moment = Date.parse(text.replace(" ", "T"));
    return Number.isNaN(moment) ? null : moment;
  }
  const parts = local.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second, ms] = parts.slice(1).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, ms);
  // Such as 31 February: the calendar moved it.
  if (new Date(wall).toISOString().slice(0, 10) !== text.slice(0, 10) || (hour ?? 0) > 23) return null;
  return fromWallClock(wall, timezone);
}

function fromWallClock(wall: number, timezone: string): number {
  const before = wall - offsetAt(wall - 86_400_000, timezone);
  const after = wall - offsetAt(wall + 86_400_000, timezone);
  const fits = [before, after].filter((moment) => moment + offsetAt(moment, timezone) === wall);
  // None: the clocks skipped it, and by the offset of before it names the moment right after.
  return fits.length === 0 ? before : Math.min(...fits);
}

/** How far the wall clock is ahead of UTC, in ms. */
function offsetAt(moment: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const wall = Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
  return wall - Math.floor(moment / 1000) * 1000;
}
