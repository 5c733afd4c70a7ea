const day = 24 * 60 * 60 * 1000;

/** How long before its end a version counts as near it. In ms. */
const near = 120 * day;

export type VersionEnd = "ended" | "near" | "far" | "unknown";

/** Where a version of the Graph API stands with respect to its end. `now` in ms. */
export function versionEnd(until: string | null, now: number): VersionEnd {
  if (until === null) return "unknown";
  const left = Date.parse(until) - now;
  if (left <= 0) return "ended";
  return left <= near ? "near" : "far";
}
