import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import { withClient } from "../db/database-store.ts";
import { createWorld, type World } from "../run/testing/world.ts";
import { forgetEventKeys } from "./forget-event-keys.ts";

const dayMs = 24 * 3_600_000;
const now = Date.now();
const dayOf = (ago: number) => new Date(now - ago * dayMs).toISOString().slice(0, 10);
const partitionOf = (ago: number) => `event_key_${dayOf(ago).replaceAll("-", "")}`;

let world: World;
const log = createLog({ level: "fatal", pretty: false });
const forget = (at: number, stop = new AbortController().signal) =>
  forgetEventKeys({ database: world.database, clock: { now: () => at }, log }, stop);

beforeAll(async () => {
  world = await createWorld();
  await withClient(world.url, (owner) =>
    owner.query("SELECT ensure_partition('event_key', $1::date - ago) FROM unnest(ARRAY[14, 15, 40]) AS ago", [
      dayOf(0),
    ]),
  );
});
afterAll(() => world.close());

const partitions = async (): Promise<string[]> => {
  const { rows } = await world.database.pool.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'event_key'::regclass",
  );
  return rows.map((row) => row.name);
};

test("days that are more than 14 days past are dropped, and no other", async () => {
  const before = await partitions();
  expect(before).toEqual(expect.arrayContaining([partitionOf(14), partitionOf(15), partitionOf(40)]));
  await forget(now);
  const dropped = [partitionOf(15), partitionOf(40)];
  expect(new Set(await partitions())).toEqual(new Set(before.filter((name) => !dropped.includes(name))));
});

test("a clock that is years ahead drops no day that the server's own clock would keep", async () => {
  const before = await partitions();
  await forget(now + 900 * dayMs);
  expect(await partitions()).toEqual(before);
});

test("keys without a day are deleted 72 hours after their event came in, however many there are", async () => {
  const { pool } = world.database;
  await pool.query("DELETE FROM event_key_default");
  await pool.query(
    `INSERT INTO event_key (setup_id, bucket, digest, event_id)
     SELECT $1, '2001-01-01', sha256(n::text::bytea), uuid_beside(uuid_at($2::timestamptz - interval '72 hours' +
       CASE WHEN n <= 2500 THEN interval '-1 minute' ELSE interval '1 minute' END))
     FROM generate_series(1, 2503) AS n`,
    [world.setupId, new Date(now)],
  );
  await forget(now);
  const { rows } = await pool.query("SELECT count(*)::int AS count FROM event_key_default");
  expect(rows).toEqual([{ count: 3 }]);
});

test("a stop is heard between batches", async () => {
  const { pool } = world.database;
  await forget(now + 900 * dayMs, AbortSignal.abort());
  const { rows } = await pool.query("SELECT count(*)::int AS count FROM event_key_default");
  expect(rows).toEqual([{ count: 3 }]);
});
