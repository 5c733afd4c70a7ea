import type { RateLimit } from "@velodrome/kit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { wakeRunsOf } from "./reconnect-store.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";
import type { Worker } from "./worker.ts";

let world: World;
let keeper: Keeper;
let workers: Worker[] = [];
let accountId: string;
let connectionId: string;
const page = "page";
const day = 24 * 3_600_000;
/** Of the gates and of what runs write; both move only when told. */
let elapsed = 0;
const clock = { now: () => systemClock.now() + elapsed };

beforeEach(async () => {
  elapsed = 0;
  world = await createWorld();
  keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  accountId = await world.addAccount();
  connectionId = await world.connect(accountId, page);
  await world.run(accountId, sendDocument(connectionId), [page]);
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await world.close();
});

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await world.database.pool.query(text, values)).rows as Row[];
const receive = (...mids: { mid: string; person?: string; page?: string }[]) =>
  keeper.keep(
    mids.map((each) => message({ page, text: each.mid, ...each })),
    { setupId: world.setupId, connector: "test" },
  );

interface Stage {
  behaviour?: Behaviour;
  rateLimit?: RateLimit;
  standing?: () => "open" | "dead" | null;
  concurrency?: number;
}

async function start({ behaviour, rateLimit, ...options }: Stage = {}) {
  const { sent, connectors } = testConnector(behaviour, "safe", [], { rateLimit: rateLimit ?? null });
  const worker = await startWorker(world, connectors, { ...options, clock, monotonic: () => elapsed });
  workers.push(worker);
  return { worker, texts: () => sent.map((each) => each.text) };
}
const settle = async (worker: Worker) => {
  await worker.tick();
  await worker.idle();
};
/** What waits for its time is due, in memory as in the database. */
const passTime = async (ms: number) => {
  elapsed += ms;
  await query("UPDATE connection_pressure SET until = until - $1 * interval '1 millisecond'", [ms]);
  await query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL");
};
/** As `passTime`, and what waits goes on waiting for what is left. */
const elapse = async (ms: number) => {
  elapsed += ms;
  await query("UPDATE connection_pressure SET until = until - $1 * interval '1 millisecond'", [ms]);
  await query("UPDATE run_live SET due_at = due_at - $1 * interval '1 millisecond' WHERE due_at IS NOT NULL", [ms]);
};
const runs = () =>
  createRunReader({
    sealer: testSealer,
    database: world.database,
    versions: createVersions(world.database),
    touch: () => {},
  });
const waiting = async () =>
  (await runs().list(accountId, { limit: 50, status: "waiting" })).items
    .map(({ text, waitingFor }) => [text, waitingFor?.code])
    .sort();
const statuses = async () =>
  (await query<{ status: string }>("SELECT status FROM run_all ORDER BY id")).map((row) => row.status);

describe("a call that may not be made yet", () => {
  it("waits for its turn under the connector's limit, and the run says why and until when", async () => {
    await receive({ mid: "a" }, { mid: "b", person: "p2" }, { mid: "c", person: "p3" });
    const { worker, texts } = await start({ rateLimit: { calls: 1, perMs: 30_000 } });
    await settle(worker);
    expect(texts()).toHaveLength(1);
    const { items } = await runs().list(accountId, { limit: 50, status: "waiting" });
    const untils = items.map(({ waitingFor }) => Date.parse(waitingFor?.until ?? "") - systemClock.now()).sort();
    expect(items.map(({ waitingFor }) => waitingFor?.code)).toEqual(["rate_limited", "rate_limited"]);
    expect(untils[0]).toBeLessThanOrEqual(30_000);
    expect(untils[1]).toBeGreaterThan(30_000);
    // Each has its own moment: one after 30 s, the other after 60.
    await passTime(30_000);
    await settle(worker);
    expect(texts()).toHaveLength(2);
    await passTime(30_000);
    await settle(worker);
    expect(texts().sort()).toEqual(["a", "b", "c"]);
    expect(await query("SELECT number FROM step_run")).toEqual([{ number: 1 }, { number: 1 }, { number: 1 }]);
  });

  it("waits for no limit of somebody else's address", async () => {
    await receive({ mid: "a" }, { mid: "b", person: "p2" });
    const { worker, texts } = await start({ rateLimit: { calls: 1, perMs: 30_000, holdsFor: () => false } });
    await settle(worker);
    expect(texts().sort()).toEqual(["a", "b"]);
  });

  it("waits as long as the application asked, on this worker and on others, and holds its lane", async () => {
    let isLimited = true;
    const behaviour: Behaviour = ({ text }) => {
      if (isLimited && text === "first") throw Object.assign(failure("retryable", { retryAfterMs: 40_000 }), limited);
    };
    const limited = { code: "rate_limited" };
    await receive({ mid: "first" });
    const { worker, texts } = await start({ behaviour });
    await settle(worker);
    await worker.tick();
    const other = await start({ behaviour });
    for (let tick = 0; tick < 6; tick += 1) for (const each of [worker, other.worker]) await each.tick();
    expect(other.worker.shards.size).toBe(128);
    const people = Array.from({ length: 12 }, (_, at) => ({ mid: `m${at}`, person: `q${at}` }));
    await receive(...people, ...people.map(({ mid, person }) => ({ mid: `${mid} again`, person })));
    await Promise.all([settle(worker), settle(other.worker)]);
    expect([...texts(), ...other.texts()]).toEqual(["first"]);
    expect(await waiting()).toHaveLength(13);
    expect(await query("SELECT FROM run_live WHERE lane_held")).toHaveLength(13);
    isLimited = false;
    for (let round = 0; round < 3; round += 1) {
      await passTime(60_000);
      await Promise.all([settle(worker), settle(other.worker)]);
      await Promise.all([settle(worker), settle(other.worker)]);
    }
    const all = [...texts(), ...other.texts()];
    expect(all).toHaveLength(26);
    for (const { mid } of people) expect(all.indexOf(mid)).toBeLessThan(all.indexOf(`${mid} again`));
  });

  it("is made in the order of its lane, however long their common connection is to be left alone", async () => {
    let isLimited = true;
    const { worker, texts } = await start({
      behaviour: () => {
        const limited = { code: "rate_limited" };
        if (isLimited) throw Object.assign(failure("retryable", { retryAfterMs: 100_000 }), limited);
      },
    });
    await receive({ mid: "tries", person: "somebody" });
    await settle(worker);
    isLimited = false;
    await receive({ mid: "first" });
    await settle(worker);
    await elapse(50_000);
    // This one has less than a minute to wait.
    await receive({ mid: "second" });
    await settle(worker);
    for (let second = 0; second < 60; second += 1) {
      await elapse(1000);
      await settle(worker);
    }
    expect(texts().filter((text) => text !== "tries")).toEqual(["first", "second"]);
  });

  it("lets its lane go after a minute where it waits for another connection than its lane came by", async () => {
    const shop = await world.connect(accountId, "shop");
    await query("DELETE FROM listener");
    await world.run(accountId, sendDocument(shop, connectionId), [page]);
    const { worker } = await start({
      behaviour: () => {
        throw Object.assign(failure("retryable", { retryAfterMs: 100_000 }), { code: "rate_limited" });
      },
    });
    await receive({ mid: "tries", person: "somebody" });
    await settle(worker);
    await receive({ mid: "first" });
    await settle(worker);
    expect(await query("SELECT status, lane_held FROM run_live WHERE lane LIKE '%:%' ORDER BY id")).toEqual([
      { status: "waiting", lane_held: false },
      { status: "waiting", lane_held: false },
    ]);
  });

  it("is not made while the connection's other calls fail; other connections go on, and one call tries", async () => {
    await world.run(accountId, sendDocument(await world.connect(accountId, "sound")), ["sound"]);
    let isDown = true;
    const { worker, texts } = await start({
      concurrency: 1,
      behaviour: ({ text }) => {
        if (isDown && text.startsWith("m")) throw failure("retryable");
      },
    });
    await receive(...Array.from({ length: 9 }, (_, at) => ({ mid: `m${at}`, person: `q${at}` })));
    await settle(worker);
    expect(texts()).toHaveLength(5);
    expect((await waiting()).filter(([, code]) => code === "connection_failing")).toHaveLength(4);
    await receive({ page: "sound", mid: "sound" });
    await settle(worker);
    expect(texts()).toContain("sound");
    await worker.tick();
    expect(await query("SELECT code, round FROM connection_pressure")).toEqual([
      { code: "connection_failing", round: 1 },
    ]);
    await passTime(10_000);
    await settle(worker);
    // The one that tried failed.
    expect(texts()).toHaveLength(7);
    isDown = false;
    await passTime(20_000);
    await settle(worker);
    await passTime(20_000);
    await settle(worker);
    expect(await statuses()).toEqual(Array.from({ length: 10 }, () => "succeeded"));
    await worker.tick();
    expect(await query("SELECT FROM connection_pressure")).toEqual([]);
  });

  it("goes on when PostgreSQL's clock was set back after it was left alone", async () => {
    let isDown = true;
    const { worker } = await start({
      behaviour: () => {
        if (isDown) throw failure("retryable");
      },
    });
    await receive(...Array.from({ length: 6 }, (_, at) => ({ mid: `m${at}`, person: `q${at}` })));
    await settle(worker);
    await worker.tick();
    expect(await query("SELECT code FROM connection_pressure")).toEqual([{ code: "connection_failing" }]);
    isDown = false;
    await query(
      "UPDATE connection_pressure SET until = until + interval '20 hours', set_at = set_at + interval '20 hours'",
    );
    await passTime(0);
    for (let look = 0; look < 3; look++) await settle(worker);
    expect(await statuses()).toEqual(Array.from({ length: 6 }, () => "succeeded"));
  });
});

describe("a connection that hangs", () => {
  it("leaves places for others", async () => {
    await world.run(accountId, sendDocument(await world.connect(accountId, "sound")), ["sound"]);
    const hangs = Promise.withResolvers<void>();
    const { worker, texts } = await start({
      concurrency: 4,
      behaviour: ({ text }) => (text.startsWith("m") ? hangs.promise : undefined),
    });
    await receive(...Array.from({ length: 8 }, (_, at) => ({ mid: `m${at}`, person: `q${at}` })));
    await worker.tick();
    await expect.poll(() => texts().length).toBe(3);
    elapsed += 2000;
    await receive({ page: "sound", mid: "sound" });
    await worker.tick();
    await expect.poll(() => texts()).toContain("sound");
    expect(texts().filter((text) => text.startsWith("m"))).toHaveLength(3);
    hangs.resolve();
    await worker.idle();
    await passTime(2000);
    await settle(worker);
    await passTime(2000);
    await settle(worker);
    expect(await statuses()).toEqual(Array.from({ length: 9 }, () => "succeeded"));
  });
});

describe("a dead token", () => {
  const reconnect = () =>
    world.database.withAccount(accountId, (scope) =>
      wakeRunsOf(scope, accountId, { id: connectionId, wire: toWire("connection", connectionId) }),
    );

  it("has runs wait a day, in their order, and go on once somebody has signed in again", async () => {
    let standing: "open" | "dead" = "dead";
    await receive({ mid: "a" }, { mid: "b" }, { mid: "c", person: "p2" });
    const { worker, texts } = await start({ standing: () => standing });
    await settle(worker);
    await settle(worker);
    expect(await waiting()).toEqual([
      ["a", "connection_dead"],
      ["b", "connection_dead"],
      ["c", "connection_dead"],
    ]);
    const [run] = (await runs().list(accountId, { limit: 1 })).items;
    expect(Date.parse(run?.waitingFor?.until ?? "") - systemClock.now()).toBeGreaterThan(day - 60_000);
    await query("UPDATE connection SET status = 'needs_reauthentication'");
    await reconnect();
    expect(await waiting()).toHaveLength(3);
    await query("UPDATE connection SET status = 'authenticated'");
    standing = "open";
    await reconnect();
    await settle(worker);
    expect(texts().filter((text) => text !== "c")).toEqual(["a", "b"]);
    expect(await statuses()).toEqual(["succeeded", "succeeded", "succeeded"]);
  });

  it("fails them when the day is over", async () => {
    await receive({ mid: "a" });
    const { worker } = await start({ standing: () => "dead" });
    await settle(worker);
    await passTime(day - 60_000);
    await settle(worker);
    expect(await statuses()).toEqual(["waiting"]);
    await passTime(60_000);
    await settle(worker);
    expect(await query("SELECT status, error->>'code' AS code, error->>'step' AS step FROM run")).toEqual([
      { status: "failed", code: "connection_dead", step: "reply" },
    ]);
  });

  it("has the run wait whose call was refused for it, and keeps that attempt", async () => {
    let standing: "open" | "dead" = "open";
    await receive({ mid: "a" });
    const { worker, texts } = await start({
      standing: () => standing,
      behaviour: () => {
        if (texts().length > 1) return;
        standing = "dead";
        throw failure("terminal", { reauthenticate: true });
      },
    });
    await settle(worker);
    expect(await waiting()).toEqual([["a", "connection_dead"]]);
    standing = "open";
    await reconnect();
    await settle(worker);
    expect(await query("SELECT number, status FROM step_run ORDER BY id")).toEqual([
      { number: 1, status: "failed" },
      { number: 2, status: "succeeded" },
    ]);
  });

  it("does not make a repeated call forget that it is one", async () => {
    let standing: "open" | "dead" = "dead";
    await receive({ mid: "m" });
    await query(
      `UPDATE run_live SET status = 'running', revision = revision + 1, started_at = now(),
         state = '{"outputs":{},"next":["reply"],"trying":{"step":"reply","number":1,"stepRunId":"srn_01jd00000000000000000000aa"}}',
         attempt = '{"id":"01900000-0000-7000-8000-000000000001","stepRunId":"srn_01jd00000000000000000000aa","step":"reply","path":"",
           "number":1,"repeated":false,"input":{"to":"p1","text":"m"},"startedAt":"2026-11-22T00:00:00.000Z"}'`,
    );
    const { worker } = await start({ standing: () => standing });
    await settle(worker);
    expect(await statuses()).toEqual(["waiting"]);
    standing = "open";
    await reconnect();
    await settle(worker);
    expect(await query("SELECT number, status, repeated FROM step_run ORDER BY id")).toEqual([
      { number: 1, status: "uncertain", repeated: false },
      { number: 2, status: "succeeded", repeated: true },
    ]);
  });
});
