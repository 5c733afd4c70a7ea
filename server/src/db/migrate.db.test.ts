import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import { withClient } from "./database-store.ts";
import { announcePresence, listPendingMigrations, migrate } from "./migrate.ts";
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

  describe("beside other releases", () => {
    const newer = "20261122-1001-newer.sql";
    const hurried = { forMs: 0, lookMs: 1 };
    const present = async (work: (client: Client) => Promise<void>) => {
      const client = new Client({ connectionString: database.url, application_name: "velodrome worker 1.0" });
      await client.connect();
      try {
        await announcePresence(client, { folder });
        await work(client);
      } finally {
        await client.end();
      }
    };

    test("goes on with a database that a newer version has added to", async () => {
      await write(newer, "SELECT 1;");
      await run();
      await rm(join(folder, newer));
      expect(await run()).toEqual([]);
      await present(async () => {});
    });

    test("refuses a database that a newer version has changed under its feet", async () => {
      await write(newer, "-- breaking\nSELECT 1;");
      await run();
      await rm(join(folder, newer));
      const words = "20261122-1001-newer, which this version does not know and cannot work with: a newer Velodrome";
      await expect(run()).rejects.toThrow(words);
      await expect(present(async () => {})).rejects.toThrow(words);
    });

    test("adds to a database on which older processes run", async () => {
      await run();
      await present(async () => {
        await write(newer, "SELECT 1;");
        expect(await migrate({ url: database.url, log, folder, patience: hurried })).toHaveLength(1);
      });
    });

    test("breaks nothing under older processes, and names them", async () => {
      await run();
      await present(async () => {
        await write(newer, "-- breaking\nSELECT 1;");
        await expect(migrate({ url: database.url, log, folder, patience: hurried })).rejects.toThrow(
          /^The migration 20261122-1001-newer cannot be made while an older Velodrome runs .*: velodrome worker 1.0 from .*Stop these/,
        );
      });
      expect(await count("migration")).toBe(1);
    });

    test("makes a breaking migration as soon as the last older process has ended, and before a newer one begins", async () => {
      await run();
      let migrating: Promise<unknown> = Promise.resolve();
      const order: string[] = [];
      await present(async () => {
        await write(newer, "-- breaking\nSELECT pg_sleep(0.2);");
        const patient = { forMs: 60_000, lookMs: 1 };
        migrating = migrate({ url: database.url, log, folder, patience: patient }).then(() => order.push("migrated"));
        order.push("old one ends");
      });
      await migrating;
      await present(async () => void order.push("new one begins"));
      expect(order).toEqual(["old one ends", "migrated", "new one begins"]);
    });
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
