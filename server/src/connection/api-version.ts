import type { Connector } from "@velodrome/kit";

/** The day a version stops being served, in ms since 1970; null when that is not known. */
export function versionEnd(connector: Connector, version: string): number | null {
  const known = connector.setup.versions.find((each) => each.version === version);
  if (known !== undefined) return known.until === null ? null : Date.parse(known.until);
  // One that left the list long ago has ended; one that is newer than the list is taken as it is.
  return isNewer(connector, version) ? null : 0;
}

export function isServed(connector: Connector, version: string, now: number): boolean {
  const end = versionEnd(connector, version);
  return end === null || end > now;
}

function isNewer(connector: Connector, version: string): boolean {
  return connector.setup.versions.every((each) => numberOf(each.version) < numberOf(version));
}

const numberOf = (version: string): number => Number(version.replace(/^v/, ""));
