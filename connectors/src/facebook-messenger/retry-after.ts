import { retryAfterMs } from "@velodrome/kit";
import { readUsage } from "./usage.ts";

const minute = 60_000;
const longest = 24 * 60 * minute;

/**
 * How long to leave the API alone, in ms: what `Retry-After` says (seconds or an HTTP date), or the longest
 * `estimated_time_to_regain_access` (minutes) of `X-Business-Use-Case-Usage`, whichever is later. Null when neither says.
 * Calling sooner makes the block longer.
 */
export function retryAfterOf(headers: Readonly<Record<string, string>>): number | null {
  const { regainMinutes } = readUsage(headers["x-business-use-case-usage"]);
  const told = Math.max(retryAfterMs(headers) ?? 0, regainMinutes * minute);
  return told > 0 ? Math.min(told, longest) : null;
}
