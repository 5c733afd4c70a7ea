/**
 * Versions of the Graph API and the day each stops being served; null where Meta has not said.
 * Source: the version table of Meta's Graph API changelog, as of July 2026.
 */
export const graphVersions = [
  { version: "v26.0", until: null },
  { version: "v25.0", until: "2028-07-29" },
  { version: "v24.0", until: "2028-02-18" },
  { version: "v23.0", until: "2027-10-08" },
  { version: "v22.0", until: "2027-05-20" },
  { version: "v21.0", until: "2027-01-21" },
] as const;

/** The newest one whose end is known and far: a version younger than that still changes. */
export const defaultGraphVersion = "v25.0" satisfies (typeof graphVersions)[number]["version"];
