import { describe, expect, test } from "vitest";
import { parseMigration, readMigrations } from "./migration-file.ts";

describe("migration files", () => {
  test.each([
    ["-- breaking\nDROP TABLE a;", true],
    ["-- Drops a.\n--breaking: older workers read it\n\nDROP TABLE a;", true],
    ["-- Adds a.\nCREATE TABLE a ();\n-- breaking\n", false],
    ["-- Not breaking at all\nSELECT 1;", false],
    ["SELECT 1;", false],
  ])("says of %j whether it is breaking", (sql, breaking) => {
    expect(parseMigration("m", sql).breaking).toBe(breaking);
  });

  test("are all well named in this build, and sorted", async () => {
    const names = (await readMigrations()).map((file) => file.name);
    expect(names).toEqual([...names].sort());
  });
});
