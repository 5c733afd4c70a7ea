import { firstIdAt } from "../base/id.ts";

/** A stretch of ids that lies in one partition: a day's, or in the default one where no day has it. */
export interface Part {
  /** `YYYY-MM-DD`; null in the default partition. */
  day: string | null;
  low: string;
  /** Not in it any more. */
  high: string;
}

const dayMs = 86_400_000;
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/**
 * Everything older than a moment: the days there are, and between and before them what lies in the default partition. A
 * day that is only in part older is left out. `days`: oldest first.
 */
export function partsBefore(days: readonly string[], before: number): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const day of days) {
    const start = startOf(day);
    if (start > from) parts.push({ day: null, low: firstIdAt(from), high: firstIdAt(Math.min(start, before)) });
    if (start + dayMs > before) return parts.filter(({ low, high }) => low < high);
    parts.push({ day, low: firstIdAt(start), high: firstIdAt(start + dayMs) });
    from = start + dayMs;
  }
  parts.push({ day: null, low: firstIdAt(from), high: firstIdAt(before) });
  return parts.filter(({ low, high }) => low < high);
}
