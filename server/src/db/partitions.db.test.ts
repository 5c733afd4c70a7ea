import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "./database.ts";
import { ensurePartitions } from "./partition-store.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({ url: testDatabase.url, onError: () => {} });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const account = "01900000-0000-7000-8000-000000000001";
const tableOf = async (reference: string): Promise<string> =>
  (await database.pool.query("SELECT tableoid::regclass::text AS name FROM event WHERE reference = $1", [reference]))
    .rows[0]?.name;
const keep = (id: string, reference: string) =>
  database.pool.query(
    `INSERT INTO event (account_id, id, source_id, connector, kind, channel, lane, reference, routed, item)
     VALUES ($1, $2, $2, 'test', 'message', 'messaging', 'l', $3, false, '{}')`,
    [account, id, reference],
  );

describe("partitions", () => {
  it("are made for a day whose rows already lie in the default one, and take them over", async () => {
    // Year 2033, a day far behind the partitions that exist.
    const day = "2033-05-18";
    const id = "01d1ab19-fe00-7000-8000-000000000001";
    expect((await database.pool.query("SELECT uuid_at($1::timestamptz) <= $2::uuid AS after", [day, id])).rows).toEqual(
      [{ after: true }],
    );
    await keep(id, "stranded");
    await database.pool.query("INSERT INTO event_key (setup_id, bucket, digest, event_id) VALUES ($1, $2, 'd', $3)", [
      account,
      day,
      id,
    ]);
    expect(await tableOf("stranded")).toBe("event_default");
    await ensurePartitions(database.pool, day);
    expect(await tableOf("stranded")).toBe("event_20330518");
    const { rows } = await database.pool.query("SELECT tableoid::regclass::text AS name FROM event_key");
    expect(rows).toEqual([{ name: "event_key_20330518" }]);
  });

  it("are not made twice", async () => {
    await ensurePartitions(database.pool, "2033-05-18");
    await ensurePartitions(database.pool, "2033-05-19");
    const { rows } = await database.pool.query("SELECT to_regclass('event_20330526') IS NOT NULL AS there");
    expect(rows).toEqual([{ there: true }]);
  });
});
