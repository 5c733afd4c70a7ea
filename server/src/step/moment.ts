import { numberOf } from "./scalar.ts";

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Numbers below this are seconds (until the year 5138), others milliseconds (from March 1973). */
const leastMs = 1e11;

/**
 * A point in time in ms since 1970, or null: an ISO 8601 date (midnight UTC) or date and time (UTC unless it says
 * otherwise, `+01:00` and `+0100` alike), or seconds or milliseconds since 1970 as a number or numeric text.
 */
export function momentOf(value: unknown): number | null {
  const number = numberOf(value);
  if (number !== null) return Math.abs(number) < leastMs ? number * 1000 : number;
  const match = typeof value === "string" ? iso.exec(value.trim()) : null;
  if (!match) return null;
  const [, day, time, zone] = match;
  const ms = Date.parse(`${day}T${time ?? "00:00"}${zoneOf(zone)}`);
  return Number.isNaN(ms) ? null : ms;
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined || zone.toUpperCase() === "Z") return "Z";
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
