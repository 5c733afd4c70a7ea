import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import type { Worker } from "./worker.ts";

let world: World;
let keeper: Keeper;
let workers: Worker[] = [];
const page = "page";

beforeEach(async () => {
  world = await createWorld();
  keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const accountId = await world.addAccount();
  await world.run(accountId, sendDocument(await world.connect(accountId, page)), [page]);
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await world.close();
});

const query = (text: string) => world.database.pool.query(text);
const receive = (...mids: { mid: string; person?: string; page?: string }[]) =>
  keeper.keep(
    mids.map((each) => message({ page, text: each.mid, ...each })),
    { setupId: world.setupId, connector: "test" },
  );
const passTime = () => query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL");
const lost = () => new Error("Connection terminated unexpectedly");

/** A worker's way to the database, with the statements that a text stands in held in a test's hands. */
function tampered(part: string, before: () => Promise<void>, pool = world.database.pool): pg.Pool {
  const query = async (statement: string | { text: string }, values?: unknown[]) => {
    if ((typeof statement === "string" ? statement : statement.text).includes(part)) await before();
    return pool.query(statement as string, values);
  };
  return Object.assign(Object.create(pool) as pg.Pool, { query });
}

/** Fails once, from the moment it is told to. */
function failsOnce(part: string, error: Error, { isArmed = true, way = world.database.pool } = {}) {
  const state = { isArmed, hasFailed: false };
  const { promise: failed, resolve } = Promise.withResolvers<void>();
  const fail = async () => {
    if (!state.isArmed) return;
    Object.assign(state, { isArmed: false, hasFailed: true });
    resolve();
    throw error;
  };
  return {
    pool: tampered(part, fail, way),
    arm: () => (state.isArmed = true),
    hasFailed: () => state.hasFailed,
    failed,
  };
}

async function start(pool: pg.Pool, behaviour?: Behaviour, options: Parameters<typeof startWorker>[2] = {}) {
  const { sent, connectors } = testConnector(behaviour);
  const worker = await startWorker({ ...world, database: { ...world.database, pool } }, connectors, options);
  workers.push(worker);
  return { worker, texts: () => sent.map((each) => each.text) };
}

/** Lets seconds pass until something holds. */
const untilTicked = (worker: Worker, holds: () => void) =>
  vi.waitFor(
    async () => {
      await worker.tick();
      holds();
    },
    { timeout: 20_000 },
  );

describe("when the database fails for a moment", () => {
  it("a run that could not begin is not overtaken by those behind it", async () => {
    await receive({ mid: "a" }, { mid: "b" }, { mid: "c" });
    const { pool, hasFailed } = failsOnce("AS s(account_id, run_id", lost());
    const { worker, texts } = await start(pool);
    await untilTicked(worker, () => expect(texts()).toHaveLength(3));
    expect(texts()).toEqual(["a", "b", "c"]);
    expect(hasFailed()).toBe(true);
  });

  it("runs that could not be noted as in hand are read again", async () => {
    await receive({ mid: "a" });
    const way = world.database.openStream("claims", { onePlan: true });
    const { pool: claims, hasFailed } = failsOnce("INSERT INTO worker", lost(), { way });
    const { worker, texts } = await start(world.database.pool, undefined, { claims });
    await untilTicked(worker, () => expect(texts()).toEqual(["a"]));
    expect(hasFailed()).toBe(true);
  });

  it("a checkpoint given up for another transaction is written again, and its run goes on", async () => {
    const deadlock = Object.assign(new pg.DatabaseError("deadlock detected", 1, "error"), { code: "40P01" });
    const { pool, arm, hasFailed } = failsOnce("AS s(account_id, run_id", deadlock, { isArmed: false });
    await receive({ mid: "a" });
    const { worker } = await start(pool, async () => {
      arm();
    });
    await worker.idle();
    expect((await query("SELECT status, error FROM run")).rows).toEqual([{ status: "succeeded", error: null }]);
    expect(hasFailed()).toBe(true);
  });

  it("followers of a lane that could not be released go on a second later", async () => {
    let isDown = true;
    let isTried = false;
    const { pool: failing, arm, failed } = failsOnce("AS l(cycle_id, lane)", lost(), { isArmed: false });
    // Whoever looks for held lanes just when the first is over finds its lane free, and nothing is left to release.
    const notMeanwhile = async () => (isTried ? failed : undefined);
    const pool = tampered("WHERE lane_held AND shard", notMeanwhile, failing);
    await receive({ mid: "first" }, { mid: "second" });
    const { worker, texts } = await start(pool, ({ text }) => {
      if (text === "first" && isDown) throw failure("retryable", { retryAfterMs: 50_000 });
      isTried = true;
    });
    await worker.idle();
    isDown = false;
    arm();
    await passTime();
    await untilTicked(worker, () => expect(texts()).toEqual(["first", "first", "second"]));
    await failed;
  });
});

describe("what happens at the same time", () => {
  it.each([
    ["that was replaced a moment ago is tried again with the new one", false, "it_failed"],
    ["that is still the connection's waits until there is a new one", true, "connection_dead"],
  ])("a call refused for a token %s", async (_, isTokenCurrent, code) => {
    let isRefused = true;
    await receive({ mid: "m" });
    const behaviour = () => {
      if (isRefused) throw failure("terminal", { reauthenticate: true });
    };
    const { worker, texts } = await start(world.database.pool, behaviour, { isTokenCurrent });
    await worker.idle();
    const waiting = "SELECT status, state->'waitingFor'->>'code' AS code FROM run_live";
    expect((await query(waiting)).rows).toEqual([{ status: "waiting", code }]);
    isRefused = false;
    await passTime();
    await worker.tick();
    await worker.idle();
    expect((await query("SELECT status FROM run")).rows).toEqual([{ status: "succeeded" }]);
    expect(texts()).toHaveLength(2);
  });

  it("does not leave a follower parked that was parked just after its lane was released", async () => {
    let isDown = true;
    const busy = Promise.withResolvers<void>();
    const parking = Promise.withResolvers<void>();
    const parkingReached = Promise.withResolvers<void>();
    const pool = tampered("SET due = false, parked = true", async () => {
      parkingReached.resolve();
      await parking.promise;
    });
    await receive({ mid: "first" }, { mid: "busy", person: "p2" });
    const { worker, texts } = await start(pool, async ({ text }) => {
      if (text === "busy") await busy.promise;
      if (text === "first" && isDown) throw failure("retryable");
    });
    const waiting = async () => expect((await query("SELECT FROM run_live WHERE lane_held")).rowCount).toBe(1);
    await vi.waitFor(waiting, { timeout: 20_000 });
    isDown = false;
    await passTime();
    await receive({ mid: "second" });
    await worker.tick();
    await parkingReached.promise;
    busy.resolve();
    await vi.waitFor(async () => expect((await query("SELECT FROM run WHERE status = 'succeeded'")).rowCount).toBe(2), {
      timeout: 20_000,
    });
    parking.resolve();
    await untilTicked(worker, () => expect(texts()).toEqual(["first", "busy", "first", "second"]));
  });

  it("does not start a run again that executes alone, whatever else is read meanwhile", async () => {
    const reached = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    await receive({ mid: "poison" });
    await query("UPDATE run_live SET crashes = 3");
    const { worker, texts } = await start(world.database.pool, async () => {
      reached.resolve();
      await release.promise;
    });
    await reached.promise;
    for (const mid of ["one", "two", "three"]) {
      await receive({ mid, person: mid });
      await worker.tick();
    }
    release.resolve();
    await worker.idle();
    expect(texts().sort()).toEqual(["one", "poison", "three", "two"]);
  });

  it("gives every account a place while there are places, however many accounts there are", async () => {
    const pages = Array.from({ length: 40 }, (_, at) => `page ${at}`);
    for (const each of pages) {
      const accountId = await world.addAccount();
      await world.run(accountId, sendDocument(await world.connect(accountId, each)), [each]);
      await receive({ mid: each, page: each });
    }
    const release = Promise.withResolvers<void>();
    const { worker, texts } = await start(world.database.pool, () => release.promise);
    try {
      await untilTicked(worker, () => expect(texts()).toHaveLength(pages.length));
    } finally {
      release.resolve();
    }
  });
});

describe("one account's long queue", () => {
  it("is read on as soon as there is room, without a signal", async () => {
    await receive(...Array.from({ length: 300 }, (_, at) => ({ mid: `m${at}`, person: `p${at}` })));
    const { worker, texts } = await start(world.database.pool);
    await worker.idle();
    expect(texts()).toHaveLength(300);
  });
});

describe("a worker that gives shards up", () => {
  it("ends the calls of those that take too long, and no others", async () => {
    const ended: string[] = [];
    const release = Promise.withResolvers<void>();
    const mids = Array.from({ length: 12 }, (_, at) => `m${at}`);
    await receive(...mids.map((mid) => ({ mid, person: mid })));
    const { sent, connectors } = testConnector(async ({ text }, { signal }) => {
      const aborted = Promise.withResolvers<void>();
      signal.addEventListener("abort", () => {
        ended.push(text);
        aborted.reject(signal.reason);
      });
      await Promise.race([release.promise, aborted.promise]);
    });
    const one = await startWorker(world, connectors, { lettingGoMs: 50 });
    workers.push(one);
    await vi.waitFor(() => expect(sent).toHaveLength(mids.length), { timeout: 20_000 });
    const { rows } = await world.database.pool.query<{ mid: string; shard: number }>(
      "SELECT split_part(lane, ':', 2) AS mid, shard FROM run_live",
    );
    workers.push(await startWorker(world, testConnector().connectors));
    for (let tick = 0; tick < 3; tick += 1) await one.tick();
    const left = rows.filter(({ shard }) => !one.shards.has(shard)).map(({ mid }) => mid);
    release.resolve();
    expect(one.shards.size).toBe(128);
    expect(ended.sort()).toEqual(left.sort());
  });

  it("goes on with the others meanwhile, however long that takes", async () => {
    const release = Promise.withResolvers<void>();
    const mids = Array.from({ length: 12 }, (_, at) => `m${at}`);
    await receive(...mids.map((mid) => ({ mid, person: mid })));
    const { sent, connectors } = testConnector(() => release.promise);
    const one = await startWorker(world, connectors, { lettingGoMs: 60_000 });
    workers.push(one);
    await vi.waitFor(() => expect(sent).toHaveLength(mids.length), { timeout: 20_000 });
    workers.push(await startWorker(world, testConnector().connectors));
    let given = false;
    const giving = one.tick().then(() => (given = true));
    await one.tick();
    await expect.poll(() => one.shards.size).toBe(128);
    expect(given).toBe(false);
    release.resolve();
    await giving;
  });
});
