import { toString as inWords } from "cronstrue";

/** When a cron pattern of five parts comes round, in words; null for one that is none. */
export function describeCron(pattern: string): string | null {
  if (pattern.trim().split(/\s+/).length !== 5) return null;
  try {
    return inWords(pattern, { use24HourTimeFormat: true });
  } catch {
    // It is being written, or never will be one: the field says so, and the server has the last word.
    return null;
  }
}
