import { retryAfterMs } from "@velodrome/kit";
import { asFields } from "./field.ts";

const minute = 60_000;
const longest = 24 * 60 * minute;

/**
 * How long to leave the API alone, in ms: what `Retry-After` says (seconds or an HTTP date), or the longest
 * `estimated_time_to_regain_access` (minutes) of `X-Business-Use-Case-Usage`, whichever is later. Null when neither says.
 * Calling sooner makes the block longer.
 */
export function retryAfterOf(headers: Readonly<Record<string, string>>): number | null {
  const told = Math.max(retryAfterMs(headers) ?? 0, ofUsage(headers["x-business-use-case-usage"]));
  return told > 0 ? Math.min(told, longest) : null;
}

function ofUsage(header: string | undefined): number {
  if (header === undefined) return 0;
  const usage = asFields(parsed(header));
  let minutes = 0;
  for (const list of Object.values(usage ?? {})) {
    if (!Array.isArray(list)) continue;
    for (const limit of list) {
      const wait = asFields(limit)?.estimated_time_to_regain_access;
      if (typeof wait === "number" && wait > minutes) minutes = wait;
    }
  }
  return minutes * minute;
}

/** The header only advises: what cannot be read says nothing. */
function parsed(header: string): unknown {
  try {
    return JSON.parse(header);
  } catch {
    return null;
  }
}
