import { afterAll, beforeAll, expect, test } from "vitest";
import { newId, toWire } from "../base/id.ts";
import { createWorld, type World } from "../run/testing/world.ts";
import { countFigures } from "./count-figures.ts";
import { readDashboard } from "./dashboard.ts";

const hourMs = 3_600_000;
/** In the middle of an hour of today, so that partitions are there. */
const start = Math.floor(Date.now() / hourMs) * hourMs;
const now = start + hourMs / 2;

let world: World;
let account: string;
let cycle: string;

const addEvents = (count: number, ago: number, given: { routed?: boolean; kind?: string } = {}) =>
  world.database.pool.query(
    `INSERT INTO event (account_id, id, source_id, connector, kind, channel, lane, routed, received_at, item)
     SELECT $1, uuid_beside(uuid_at($2)), uuid_at($2), 'test', $3, 'messaging', 'l', $4, $2, '{}' FROM generate_series(1, $5::int)`,
    [account, new Date(now - ago), given.kind ?? "message", given.routed ?? true, count],
  );
const addRuns = (count: number, ago: number, status: string) =>
  world.database.pool.query(
    `INSERT INTO run (account_id, id, cycle_id, version, origin, trigger, lane, status, created_at, finished_at)
     SELECT $1, uuid_beside(uuid_at($2)), $3, 1, 'event', 'm', 'l', $4, $2, $2 FROM generate_series(1, $5::int)`,
    [account, new Date(now - ago), cycle, status, count],
  );
const read = (of: string | null = account, at = now) =>
  readDashboard({ database: world.database, clock: { now: () => at } }, of, { period: "day", timezone: "UTC" });
const last = <Item>(items: readonly Item[], back = 1) => items.at(-back);
const never = () => false;

beforeAll(async () => {
  world = await createWorld();
  account = await world.addAccount();
  await world.connect(account, "1");
  cycle = await world.run(account, { steps: [] }, []);
  await addEvents(3, 0);
  await addEvents(2, hourMs, { routed: false });
  await addEvents(4, hourMs, { routed: false, kind: "delivery" });
  await addRuns(2, 0, "succeeded");
  await addRuns(1, 0, "failed");
  await addRuns(5, hourMs, "failed");
});
afterAll(() => world.close());

test("what happened is told by the hour, whether its hours are counted yet or not", async () => {
  // An installation that has been counted up to yesterday.
  await world.database.pool.query("INSERT INTO figure_hour (hour) VALUES ($1)", [new Date(start - 7 * hourMs)]);
  const before = await read();
  expect(before.buckets).toHaveLength(24);
  expect(last(before.buckets)).toMatchObject({ events: 3, unrouted: 0, succeeded: 2, failed: 1 });
  expect(last(before.buckets, 2)).toMatchObject({ events: 6, unrouted: 2, failed: 5 });
  expect(await countFigures(world.database.pool, now, never)).toBe(6);
  expect(await read()).toEqual(before);
  expect(await read(null)).toMatchObject({ buckets: before.buckets });
  expect((await read(newId())).buckets.every(({ events, failed }) => events + failed === 0)).toBe(true);
});

test("an hour is counted once, a little after its end, and stays when its events are gone", async () => {
  const { pool } = world.database;
  expect(await countFigures(pool, now, never)).toBe(0);
  expect(await countFigures(pool, now + hourMs / 2 + 60_000, never)).toBe(0);
  expect(await countFigures(pool, now + hourMs / 2 + 180_000, never)).toBe(1);
  await pool.query("DELETE FROM event");
  expect(last((await read()).buckets)).toMatchObject({ events: 3 });
});

test("counting ends when it is told to, and goes on from there", async () => {
  const { pool } = world.database;
  await pool.query("DELETE FROM figure_hour WHERE hour > $1", [new Date(start - 7 * hourMs)]);
  let turns = 0;
  expect(await countFigures(pool, now, () => ++turns > 3)).toBe(3);
  expect(await countFigures(pool, now, never)).toBe(3);
});

test("it names cycles that fail, connections that wait for somebody, and Setups that turn requests away", async () => {
  await world.database.pool.query("UPDATE connection SET status = 'needs_reauthentication'");
  await world.database.pool.query(
    "INSERT INTO setup_count (setup_id, reason, count, last_at, recent) VALUES ($1, 'wrong_signature', 7, now(), 7)",
    [world.setupId],
  );
  const own = { account: toWire("account", account), accountName: "Test" };
  const all = await read(null);
  expect(all.cycles).toEqual([{ ...own, cycle: toWire("cycle", cycle), name: "Cycle", failed: 6, succeeded: 2 }]);
  expect(all.connections).toMatchObject([{ ...own, status: "needs_reauthentication" }]);
  expect(all.setups).toMatchObject([{ setup: toWire("setup", world.setupId), refused: 7, held: 0 }]);
  expect((await read()).setups).toEqual([]);
});
