import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import { withClient } from "./database-store.ts";
import { listPendingMigrations, migrate } from "./migrate.ts";
import { createEmptyDatabase, type TestDatabase } from "./testing/test-database.ts";

const log = createLog({ level: "silent", pretty: false });

describe("migrate", () => {
  let folder: string;
  let database: TestDatabase;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "velodrome-migrations-"));
    database = await createEmptyDatabase();
    await write("20261122-1000-first.sql", "CREATE TABLE first (id int);");
  });

  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const write = (name: string, sql: string) => writeFile(join(folder, name), sql);
  const run = () => migrate({ url: database.url, log, folder });
  const count = (table: string) =>
    withClient(database.url, async (client) =>
      Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0].count),
    );

  test("runs each file once, in order of name", async () => {
    await write("20261122-1001-second.sql", "-- breaking\nINSERT INTO first VALUES (1);");
    expect(
      (await listPendingMigrations({ url: database.url, folder })).map((file) => [file.name, file.breaking]),
    ).toEqual([
      ["20261122-1000-first", false],
      ["20261122-1001-second", true],
    ]);
    expect(await run()).toHaveLength(2);
    expect(await run()).toEqual([]);
    expect(await count("first")).toBe(1);
  });

  test("runs each file once when eight processes start together", async () => {
    await write("20261122-1001-second.sql", "INSERT INTO first VALUES (1); SELECT pg_sleep(0.05);");
    const ran = await Promise.all(Array.from({ length: 8 }, run));
    expect(ran.map((files) => files.length).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 2]);
    expect(await count("first")).toBe(1);
  });

  test("leaves nothing of a file that fails, and keeps the ones before it", async () => {
    await write("20261122-1001-broken.sql", "INSERT INTO first VALUES (1); INSERT INTO nowhere VALUES (1);");
    await expect(run()).rejects.toThrow(
      '20261122-1001-broken failed and was rolled back: relation "nowhere" does not exist',
    );
    expect(await count("first")).toBe(0);
    expect(await count("migration")).toBe(1);
  });

  test("refuses a database that a newer version has migrated", async () => {
    await write("20261122-1001-newer.sql", "SELECT 1;");
    await run();
    await rm(join(folder, "20261122-1001-newer.sql"));
    await expect(run()).rejects.toThrow(
      "20261122-1001-newer, which this version does not know: a newer Velodrome ran here",
    );
  });

  test("refuses a migration that was changed after it ran", async () => {
    await run();
    await write("20261122-1000-first.sql", "CREATE TABLE first (id bigint);");
    await expect(run()).rejects.toThrow("20261122-1000-first is not the one that ran");
  });

  test("does not care for the line ends of a checkout", async () => {
    await write("20261122-1000-first.sql", "CREATE TABLE first (id int);\nSELECT 1;\n");
    await run();
    await write("20261122-1000-first.sql", "CREATE TABLE first (id int);\r\nSELECT 1;\r\n");
    expect(await run()).toEqual([]);
  });

  test("refuses a file whose name would not sort by time", async () => {
    await write("add-runs.sql", "SELECT 1;");
    await expect(run()).rejects.toThrow("add-runs.sql must be named like 20261122-1030-add-runs.sql");
  });
});
