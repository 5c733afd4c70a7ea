import { toWire } from "../base/id.ts";
import { systemClock } from "../base/clock.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createKeeper } from "../ingest/keep.ts";
import { failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, type World } from "./testing/world.ts";
import { WayCounts } from "./way-counts.ts";

let world: World;
let account: string;
beforeAll(async () => {
  world = await createWorld();
  account = await world.addAccount();
});
afterAll(() => world.close());

test("ways are counted by the runs that took them, whenever it is looked", async () => {
  const { database } = world;
  const connection = toWire("connection", await world.connect(account, "page"));
  const step = (path: string) => ({ step: "message", path });
  const cycle = await world.run(
    account,
    {
      steps: [
        { id: "message", type: "trigger", connector: "test", method: "message" },
        {
          ...{ id: "is", type: "decision" },
          conditions: { left: step("message.text"), operator: "equals", right: { value: "hi" } },
        },
        {
          ...{ id: "reply", type: "action", connector: "test", method: "send", connection },
          input: { to: step("sender.id"), text: step("message.text") },
        },
        { id: "after", type: "transform", expression: "1" },
        { id: "sorry", type: "transform", expression: "2" },
      ],
      edges: [
        { from: "message", to: "is" },
        { from: "is", to: "reply", port: "true" },
        { from: "reply", to: "after" },
        { from: "reply", to: "sorry", port: "error" },
      ],
    },
    ["page"],
  );
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const worker = await startWorker(world, testConnector().connectors);
  const say = async (person: string, text: string) => {
    const mid = `${person}${text}`;
    await keeper.keep([message({ page: "page", person, mid, text })], { setupId: world.setupId, connector: "test" });
    await worker.tick();
    await worker.idle();
  };
  const began = Date.now();
  const counts = new WayCounts(
    database,
    { accountId: account, cycleId: cycle },
    { since: new Date(began), now: began },
  );
  const seen = async (now: number) =>
    Object.fromEntries((await counts.look(now)).ways.map(({ step: id, port, count }) => [`${id} ${port}`, count]));
  expect(await seen(Date.now())).toEqual({});
  await say("one", "hi");
  await say("two", "bye");
  expect(await seen(Date.now())).toEqual({
    "message null": 2,
    "is true": 1,
    "is false": 1,
    "reply null": 1,
    "after null": 1,
  });
  // All of that is settled by then, and must be counted once.
  expect(await seen(Date.now() + 60_000)).toMatchObject({ "message null": 2, "after null": 1 });
  await worker.close();
  await keeper.drain();
});

test("a way is counted also when its call was begun long before it was looked", async () => {
  const { database } = world;
  const { rows } = await database.pool.query<{ id: string }>("SELECT id FROM cycle WHERE account_id = $1", [account]);
  const place = { accountId: account, cycleId: rows[0]?.id ?? "" };
  const now = Date.now();
  const counts = new WayCounts(database, place, { since: new Date(now), now });
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const worker = await startWorker(world, testConnector().connectors);
  await keeper.keep([message({ page: "page", person: "slow", mid: "slow", text: "hi" })], {
    setupId: world.setupId,
    connector: "test",
  });
  await worker.tick();
  await worker.idle();
  // As if the application had taken half a minute to answer.
  await database.pool.query(
    `UPDATE step_run SET id = uuid_beside(uuid_at(now() - interval '30 seconds'))
     WHERE account_id = $1 AND step = 'reply' AND finished_at >= $2`,
    [account, new Date(now)],
  );
  const { ways } = await counts.look(Date.now());
  expect(ways).toContainEqual({ step: "reply", port: null, count: 1 });
  await worker.close();
  await keeper.drain();
});

test("a way is counted once, however long after it was taken its attempt is written, and in whatever order commits come", async () => {
  const { database } = world;
  const { rows } = await database.pool.query<{ id: string }>("SELECT id FROM cycle WHERE account_id = $1", [account]);
  const cycle = rows[0]?.id ?? "";
  const began = Date.now();
  const counts = new WayCounts(
    database,
    { accountId: account, cycleId: cycle },
    { since: new Date(began), now: began },
  );
  const run = await database.pool.query<{ id: string }>(
    `INSERT INTO run_live (account_id, id, cycle_id, version, origin, trigger, shard, lane, seq, status, due, started_at)
     VALUES ($1, uuid_beside(uuid_at(now())), $2, 1, 'manual', 'message', 0, 'late', 0, 'running', false, now()) RETURNING id`,
    [account, cycle],
  );
  const write = (client: Pick<typeof database.pool, "query">) =>
    client.query(
      `INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, started_at, finished_at)
       VALUES ($1, $2, uuid_beside(uuid_at($3::timestamptz)), 'after', '', 1, 'succeeded', false, $3, $3)`,
      [account, run.rows[0]?.id, new Date(began)],
    );
  const seen = async (now: number) => (await counts.look(now)).ways.find(({ step }) => step === "after")?.count ?? 0;
  expect(await seen(began)).toBe(0);
  const slow = await database.pool.connect();
  await slow.query("BEGIN");
  await write(slow);
  await write(database.pool);
  expect(await seen(began + 60_000)).toBe(1);
  await slow.query("COMMIT");
  slow.release();
  expect(await seen(began + 120_000)).toBe(2);
  await write(database.pool);
  expect(await seen(began + 180_000)).toBe(3);
  expect(await seen(began + 180_000)).toBe(3);
});

test("what a run does that began before it is counted from is not counted", async () => {
  const { pool } = world.database;
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM cycle WHERE account_id = $1", [account]);
  const cycleId = rows[0]?.id ?? "";
  const now = Date.now();
  const counts = new WayCounts(world.database, { accountId: account, cycleId }, { since: new Date(now), now });
  const { rows: old } = await pool.query<{ id: string }>(
    `INSERT INTO run_live (account_id, id, cycle_id, version, origin, trigger, shard, lane, seq, status, due, started_at)
     VALUES ($1, uuid_beside(uuid_at(now() - interval '1 hour')), $2, 1, 'manual', 'message', 0, 'old', 0, 'running', false, now())
     RETURNING id`,
    [account, cycleId],
  );
  await counts.look(now);
  await pool.query(
    `INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, started_at, finished_at)
     VALUES ($1, $2, uuid_beside(uuid_at(now())), 'after', '', 1, 'succeeded', false, now(), now())`,
    [account, old[0]?.id],
  );
  expect((await counts.look(Date.now())).ways).toEqual([]);
  await pool.query("DELETE FROM run_live WHERE id = $1", [old[0]?.id]);
});

test("what failed is counted by the way that it went out by", async () => {
  const now = Date.now();
  const { rows } = await world.database.pool.query<{ id: string }>("SELECT id FROM cycle WHERE account_id = $1", [
    account,
  ]);
  const place = { accountId: account, cycleId: rows[0]?.id ?? "" };
  const keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const refusing = testConnector(() => {
    throw failure("terminal");
  });
  const worker = await startWorker(world, refusing.connectors);
  const counts = new WayCounts(world.database, place, { since: new Date(now), now });
  await keeper.keep([message({ page: "page", person: "bad", mid: "bad", text: "hi" })], {
    setupId: world.setupId,
    connector: "test",
  });
  await worker.tick();
  await worker.idle();
  const { ways } = await counts.look(Date.now());
  expect(ways).toContainEqual({ step: "reply", port: "error", count: 1 });
  expect(ways).toContainEqual({ step: "sorry", port: null, count: 1 });
  expect(ways.some(({ step, port }) => step === "reply" && port === null)).toBe(false);
  await worker.close();
  await keeper.drain();
});

test("what ran before anybody looked is counted once, of the version that runs alone, and it is said since when", async () => {
  const { rows } = await world.database.pool.query<{ id: string }>("SELECT id FROM cycle WHERE account_id = $1", [
    account,
  ]);
  const place = { accountId: account, cycleId: rows[0]?.id ?? "" };
  const later = Date.now() + 60_000;
  const dayBefore = new Date(later - 24 * 3_600_000);
  const counts = new WayCounts(world.database, place, { since: new Date(0), now: later });
  const { ways, version, since } = await counts.look(later);
  const of = (step: string, port: string | null) => ways.find((way) => way.step === step && way.port === port)?.count;
  // Everything the tests before have made run.
  expect({ version, message: of("message", null), failed: of("reply", "error") }).toEqual({
    ...{ version: 1, message: 5, failed: 1 },
  });
  const { rows: made } = await world.database.pool.query<{ at: Date }>(
    "SELECT created_at AS at FROM cycle_version WHERE cycle_id = $1",
    [place.cycleId],
  );
  expect(since).toBe(made[0]?.at.toISOString());
  expect(Date.parse(since)).toBeGreaterThan(dayBefore.getTime());
  expect((await counts.look(later + 60_000)).ways).toEqual(ways);

  await world.database.pool.query(
    `WITH made AS (INSERT INTO cycle_version (account_id, cycle_id, version, document)
       SELECT account_id, cycle_id, 2, document FROM cycle_version WHERE cycle_id = $1)
     UPDATE cycle SET version = 2 WHERE id = $1`,
    [place.cycleId],
  );
  expect(await counts.look(later + 120_000)).toMatchObject({ version: 2, ways: [] });
});

test("of more than a thousand runs the newest are counted, from the oldest of them on", async () => {
  const { pool } = world.database;
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM cycle WHERE account_id = $1", [account]);
  const cycleId = rows[0]?.id ?? "";
  await pool.query("UPDATE cycle_version SET created_at = now() - interval '1 hour' WHERE cycle_id = $1", [cycleId]);
  await pool.query(
    `INSERT INTO run (account_id, id, cycle_id, version, origin, trigger, lane, status, created_at, finished_at)
     SELECT $1, uuid_beside(uuid_at(now() - at * interval '1 second')), $2, 2, 'event', 'message', 'l', 'succeeded', now(), now()
     FROM generate_series(10, 1200) at`,
    [account, cycleId],
  );
  const now = Date.now();
  const counts = new WayCounts(
    world.database,
    { accountId: account, cycleId },
    { since: new Date(now - 86_400_000), now },
  );
  const { ways, since } = await counts.look(now);
  expect(ways).toEqual([{ step: "message", port: null, count: 1000 }]);
  expect(Math.round((now - Date.parse(since)) / 10_000)).toBe(101);
});
