import { afterEach, expect, it, vi } from "vitest";
import { ownZone, zonesWith } from "./time-zones.ts";

afterEach(() => vi.restoreAllMocks());

const browserIn = (timeZone: string) =>
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValue({ timeZone } as never);

it("offers UTC, and zones by the names that people look for", () => {
  const zones = zonesWith(null);
  expect(zones).toEqual(expect.arrayContaining(["UTC", "Asia/Kolkata", "Europe/Kyiv", "America/St_Johns"]));
  expect(zones).not.toContain("Asia/Calcutta");
  expect(new Set(zones).size).toBe(zones.length);
});

it("offers the one that is chosen, however it is written", () => {
  expect(zonesWith("Asia/Calcutta")).toContain("Asia/Calcutta");
  expect(zonesWith("UTC").filter((zone) => zone === "UTC")).toHaveLength(1);
});

it("names the browser's own zone so that the server knows it", () => {
  browserIn("Asia/Calcutta");
  expect(ownZone()).toBe("Asia/Kolkata");
  browserIn("Etc/Unknown");
  expect(ownZone()).toBe("UTC");
});
