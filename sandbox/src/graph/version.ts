import { unknownPath } from "./error.ts";

// The versions Meta serves in November 2026. A dead one is served by the oldest that lives.
const oldest = 21;
const newest = 26;

export interface GraphPath {
  /** What goes into the answer's header `facebook-api-version`. */
  version: string;
  segments: string[];
}

export function readPath(pathname: string): GraphPath {
  const segments = pathname
    .split("/")
    .filter((part) => part !== "")
    .map(decode);
  const asked = /^v(\d{1,3})\.(\d)$/.exec(segments[0] ?? "");
  if (!asked) return { version: `v${newest}.0`, segments };
  const major = Number(asked[1]);
  if (major > newest) throw unknownPath(segments.join("/"));
  return { version: major < oldest ? `v${oldest}.0` : `v${major}.${asked[2]}`, segments: segments.slice(1) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw unknownPath(part);
  }
}
