import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readMigrations } from "./migration-file.ts";

describe("migration files", () => {
  test.each([
    ["-- breaking\nDROP TABLE a;", true],
    ["-- Drops a.\n--breaking: older workers read it\n\nDROP TABLE a;", true],
    ["-- Adds a.\nCREATE TABLE a ();\n-- breaking\n", false],
    ["-- Not breaking at all\nSELECT 1;", false],
    ["SELECT 1;", false],
  ])("say of %j whether it is breaking", async (sql, breaking) => {
    const folder = await mkdtemp(join(tmpdir(), "velodrome-migrations-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, "20261122-1000-first.sql"), sql);
    await writeFile(join(folder, "schema.sql"), "-- the dump is no migration");
    expect(await readMigrations(folder)).toMatchObject([{ name: "20261122-1000-first", sql, breaking }]);
  });

  test("are all well named in this build, and sorted", async () => {
    const names = (await readMigrations()).map((file) => file.name);
    expect(names).toEqual([...names].sort());
  });
});
