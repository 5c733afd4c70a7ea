const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const number = (value: number, digits: number, locale: string | undefined) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);

/** A length of time in at most two units: "340 ms", "1.2 s", "3 min 5 s", "2 h 10 min". */
export function duration(ms: number, locale?: string): string {
  const length = Math.max(0, Math.round(ms));
  if (length < second) return `${number(length, 0, locale)} ms`;
  if (length < minute) return `${number(length / second, 1, locale)} s`;
  const two = (big: number, bigName: string, small: number, smallName: string) => {
    const rest = Math.floor((length % big) / small);
    return `${number(Math.floor(length / big), 0, locale)} ${bigName}${rest === 0 ? "" : ` ${number(rest, 0, locale)} ${smallName}`}`;
  };
  if (length < hour) return two(minute, "min", second, "s");
  if (length < day) return two(hour, "h", minute, "min");
  return two(day, "d", hour, "h");
}

/** Between two moments; an open end is now. */
export const between = (start: string, end: string | null, now: number): number =>
  (end === null ? now : Date.parse(end)) - Date.parse(start);
