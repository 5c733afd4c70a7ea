import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createTestDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { lockShards } from "./shard-store.ts";
import { ShardKeeper } from "./shards.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

it("shards that could not be taken up are taken again, not kept locked and unused", async () => {
  let isDown = false;
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  await lockShards(other, [0, 1, 2]);
  const keeper = new ShardKeeper({
    directUrl: database.url,
    clock: systemClock,
    letGo: async () => {},
    lost: () => {},
    onError: () => {},
    gained: async () => {
      if (isDown) throw new Error("The database failed for a moment.");
    },
  });
  await keeper.tick();
  expect(keeper.owned.size).toBe(253);
  await other.query("SELECT pg_advisory_unlock_all()");
  isDown = true;
  await keeper.tick();
  isDown = false;
  await keeper.tick();
  await keeper.tick();
  expect(keeper.owned.size).toBe(256);
  await keeper.close();
  await other.end();
});
