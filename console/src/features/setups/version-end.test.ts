import { expect, it } from "vitest";
import { versionEnd } from "./version-end.ts";

const now = Date.parse("2026-06-01T00:00:00Z");

it.each([
  [null, "unknown"],
  ["2026-05-31", "ended"],
  ["2026-06-01", "ended"],
  ["2026-09-01", "near"],
  ["2027-01-01", "far"],
])("a version that works until %s is %s", (until, end) => {
  expect(versionEnd(until, now)).toBe(end);
});
