import { describe, expect, test } from "vitest";
import { serverSettings } from "./settings.ts";

const gibibyte = 1024 ** 3;

describe("PostgreSQL's settings", () => {
  test.each([
    [16 * gibibyte, "shared_buffers=256MB"],
    [gibibyte, "shared_buffers=128MB"],
    [gibibyte / 16, "shared_buffers=16MB"],
  ])("take an eighth of %d bytes of memory, at most 256 MB", (memoryBytes, setting) => {
    expect(serverSettings({ port: 5432, socketFolder: null, durable: true, memoryBytes })).toContain(setting);
  });

  test("force everything to disk unless the cluster is thrown away", () => {
    expect(serverSettings({ port: 5432, socketFolder: null, durable: true })).toEqual(
      expect.arrayContaining(["fsync=on", "full_page_writes=on", "synchronous_commit=on"]),
    );
    expect(serverSettings({ port: 5432, socketFolder: null, durable: false })).toContain("fsync=off");
  });
});
