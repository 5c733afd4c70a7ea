import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { holdAnswers } from "./testing/held-answers.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import type { Worker } from "./worker.ts";

let world: World;
let keeper: Keeper;
let workers: Worker[] = [];

beforeEach(async () => {
  world = await createWorld();
  keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await world.close();
});

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await world.database.pool.query(text, values)).rows as Row[];

/** A cycle that replies to what is written to a Page of the same name. */
async function addCycle(page: string, accountId?: string) {
  const account = accountId ?? (await world.addAccount());
  const cycle = await world.run(account, sendDocument(await world.connect(account, page)), [page]);
  return { account, cycle, page };
}
const limitTo = (table: "account" | "cycle", id: string, concurrency: number | null) =>
  query(`UPDATE ${table} SET concurrency = $2 WHERE id = $1`, [id, concurrency]);
/** Messages to a Page by so many people; each text is the Page's name, the person's and a number. */
const receive = (page: string, people: number, each = 1) =>
  keeper.keep(
    Array.from({ length: people * each }, (_, at) => {
      const text = `${page} ${at % people} ${Math.floor(at / people)}`;
      return message({ page, person: `p${at % people}`, mid: text, text });
    }),
    { setupId: world.setupId, connector: "test" },
  );

/** Calls that wait until a test lets them end. */
function holdCalls() {
  const open: { text: string; end: () => void }[] = [];
  const counts = new Map<string, number>();
  let most = 0;
  let isHeld = true;
  const behaviour: Behaviour = async ({ text }) => {
    const page = text.split(" ")[0] ?? "";
    counts.set(page, (counts.get(page) ?? 0) + 1);
    most = Math.max(most, counts.get(page) ?? 0);
    if (isHeld) await new Promise<void>((resolve) => open.push({ text, end: resolve }));
    else await new Promise(setImmediate);
    counts.set(page, (counts.get(page) ?? 0) - 1);
  };
  return {
    behaviour,
    /** Calls of a Page that are under way. */
    underWay: (page: string) => counts.get(page) ?? 0,
    /** So many calls to one Page were under way at once. */
    most: () => most,
    endOne: () => open.shift()?.end(),
    release: () => {
      isHeld = false;
      for (const { end } of open.splice(0)) end();
    },
  };
}

async function start(behaviour: Behaviour, concurrency: () => number = () => 64, pool = world.database.pool) {
  const { sent, connectors } = testConnector(behaviour);
  const worker = await startWorker(world, connectors, { concurrency, pool });
  workers.push(worker);
  return { worker, texts: () => sent.map(({ text }) => text) };
}
/** As many looks as it takes until limits are read anew. */
async function look(worker: Worker): Promise<void> {
  for (let tick = 0; tick < 3; tick++) await worker.tick();
}
async function settle(worker: Worker): Promise<void> {
  await worker.tick();
  await worker.idle();
}
const finished = () => async () => (await query("SELECT FROM run")).length;

describe.each([
  ["an account", "account"],
  ["a cycle", "cycle"],
] as const)("the limit of %s", (_, table) => {
  it("of 1 keeps at most one call in flight, and the next begins when that has ended", async () => {
    const one = await addCycle("one");
    await limitTo(table, one[table], 1);
    await receive("one", 30, 2);
    const calls = holdCalls();
    const { worker, texts } = await start(calls.behaviour);
    await worker.tick();
    await expect.poll(() => calls.underWay("one")).toBe(1);
    calls.endOne();
    await expect.poll(() => texts().length).toBe(2);
    calls.release();
    await expect.poll(finished()).toBe(60);
    expect(calls.most()).toBe(1);
    for (let person = 0; person < 30; person++) {
      const own = texts().filter((text) => text.startsWith(`one ${person} `));
      expect(own).toEqual([`one ${person} 0`, `one ${person} 1`]);
    }
  });

  it("holds nobody else back, however much waits behind it", async () => {
    const one = await addCycle("one");
    await addCycle("other");
    await limitTo(table, one[table], 2);
    await receive("one", 400);
    await receive("other", 40);
    const calls = holdCalls();
    const { worker } = await start(calls.behaviour);
    await worker.tick();
    await expect.poll(() => [calls.underWay("one"), calls.underWay("other")]).toEqual([2, 40]);
    calls.release();
    await expect.poll(finished()).toBe(440);
  });

  it("works within a few looks when it is set, raised and taken back", async () => {
    const one = await addCycle("one");
    await receive("one", 40, 2);
    const calls = holdCalls();
    const { worker } = await start(calls.behaviour);
    const underWay = () => calls.underWay("one");
    await worker.tick();
    await expect.poll(underWay).toBe(40);
    await limitTo(table, one[table], 2);
    await look(worker);
    for (let ended = 0; ended < 38; ended++) calls.endOne();
    await expect.poll(underWay).toBe(2);
    await limitTo(table, one[table], 5);
    await look(worker);
    await expect.poll(underWay).toBe(5);
    await limitTo(table, one[table], null);
    await look(worker);
    await expect.poll(underWay).toBe(40);
    calls.release();
    await expect.poll(finished()).toBe(80);
  });

  it("counts no run that waits", async () => {
    const one = await addCycle("one");
    await limitTo(table, one[table], 1);
    await receive("one", 3);
    const { worker, texts } = await start(({ text }) => {
      if (text === "one 0 0") throw failure("retryable", { retryAfterMs: 50_000 });
    });
    await settle(worker);
    expect(texts()).toEqual(["one 0 0", "one 1 0", "one 2 0"]);
    expect(await query("SELECT status FROM run_live")).toEqual([{ status: "waiting" }]);
  });

  it("holds for two workers together, each in its turn", async () => {
    const one = await addCycle("one");
    await limitTo(table, one[table], 1);
    const calls = holdCalls();
    const both = [await start(calls.behaviour), await start(calls.behaviour)];
    for (let round = 0; round < 2; round++) for (const { worker } of both) await look(worker);
    expect(both.map(({ worker }) => worker.shards.size)).toEqual([128, 128]);
    await receive("one", 40);
    calls.release();
    const tickAll = async () => {
      for (const { worker } of both) await worker.tick();
      // What a place is held for has passed.
      await query("UPDATE run_place SET served_at = served_at - interval '3 seconds'");
      return finished()();
    };
    await expect.poll(tickAll).toBe(40);
    expect(calls.most()).toBe(1);
    expect(both.every(({ texts }) => texts().length > 0)).toBe(true);
  });
});

it("a worker that gets shards knows how many places the one that gave them up has taken", async () => {
  const one = await addCycle("one");
  await limitTo("account", one.account, 2);
  await receive("one", 60);
  // Whoever gives up half of its shards gives up the lower half; what it executes stays with it.
  await query("UPDATE run_live SET seq = seq - 1000000 WHERE shard >= 128");
  const calls = holdCalls();
  const way = holdAnswers(world.database.pool);
  const { worker: first } = await start(calls.behaviour, () => 64, way.pool);
  await first.tick();
  await expect.poll(() => calls.underWay("one")).toBe(2);
  const { worker: second, texts: joined } = await start(calls.behaviour);
  // With the next look it looks at its shards, and has not settled its places yet when the other one asks for some.
  await first.tick();
  const waking = way.hold("wake-due-runs");
  const handing = first.tick();
  await waking.arrived;
  expect(first.shards.size).toBe(128);
  await look(second);
  expect(second.shards.size).toBe(128);
  const granted = async () =>
    (await query<{ granted: number }>("SELECT granted FROM run_place ORDER BY granted DESC")).map((row) => row.granted);
  await expect.poll(granted).toEqual([2, 0]);
  waking.release();
  await handing;
  calls.release();
  const tickAll = async () => {
    for (const worker of [first, second]) await worker.tick();
    return finished()();
  };
  await expect.poll(tickAll).toBe(60);
  expect(joined().length).toBeGreaterThan(0);
  expect(calls.most()).toBe(2);
});

it("a limit holds while shards go over to a worker that joins, and come back when it leaves", async () => {
  const one = await addCycle("one");
  await limitTo("account", one.account, 2);
  await receive("one", 300);
  const calls = holdCalls();
  const { worker: first, texts } = await start(calls.behaviour);
  await first.tick();
  await expect.poll(() => calls.underWay("one")).toBe(2);
  const { worker: second, texts: joined } = await start(calls.behaviour);
  const handing = look(first);
  calls.release();
  await handing;
  const tickAll = async () => {
    for (const worker of [first, second]) await worker.tick();
    await query("UPDATE run_place SET served_at = served_at - interval '3 seconds'");
  };
  await expect.poll(async () => (await tickAll(), joined().length)).toBeGreaterThan(20);
  await second.close();
  workers = [first];
  await expect.poll(async () => (await look(first), finished()())).toBe(300);
  expect(calls.most()).toBe(2);
  expect(texts().length + joined().length).toBe(300);
});

describe("a worker's own places", () => {
  it("are as many as the installation says, and others when that changes", async () => {
    await addCycle("one");
    await receive("one", 10);
    const calls = holdCalls();
    let concurrency = 1;
    const { worker } = await start(calls.behaviour, () => concurrency);
    await worker.tick();
    await expect.poll(() => calls.underWay("one")).toBe(1);
    concurrency = 2;
    await look(worker);
    await expect.poll(() => calls.underWay("one")).toBe(2);
    calls.release();
    await expect.poll(finished()).toBe(10);
    expect(calls.most()).toBe(2);
  });

  it("are taken by a limited account only as far as its limit goes, though its cycle may have more", async () => {
    const one = await addCycle("one");
    const two = await addCycle("two", one.account);
    await limitTo("account", one.account, 3);
    await limitTo("cycle", two.cycle, 2);
    await receive("two", 10);
    await receive("one", 10);
    const calls = holdCalls();
    const { worker } = await start(calls.behaviour);
    await worker.tick();
    await expect.poll(() => calls.underWay("one") + calls.underWay("two")).toBe(3);
    expect(calls.underWay("two")).toBeLessThanOrEqual(2);
    calls.release();
    await expect.poll(finished()).toBe(20);
  });
});
