import type { CycleDocumentInput } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clock, systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";
import { WayCounts } from "./way-counts.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

type Steps = NonNullable<CycleDocumentInput["steps"]>;
type Edges = NonNullable<CycleDocumentInput["edges"]>;
type List = { expression: string } | { value: unknown[] } | { step: string; path: string };

const each = (id: string, list: List): Steps[number] => ({ id, type: "for-each", list });
const collecting = (id: string, list: List): Steps[number] => ({
  ...{ id, type: "for-each", list },
  collect: { step: id, path: "item" },
});
const compute = (id: string): Steps[number] => ({ id, type: "transform", expression: "1" });
const send: Steps[number] = {
  ...{ id: "send", type: "action", connector: "test", method: "send" },
  input: { to: { value: "1" }, text: { template: "{{ each.item }}" } },
};
/** "from to" or "from.port to". */
const ways = (...lines: string[]): Edges =>
  lines.map((line) => {
    const [out = "", to = ""] = line.split(" ");
    const [from = "", port] = out.split(".");
    return { from, to, ...(port !== undefined && { port }) };
  });

let pages = 9000;

/** A cycle with these steps behind its trigger, and how often each of its ways is said to have been taken. */
async function begin(steps: Steps, edges: Edges) {
  const account = await world.addAccount();
  const page = String((pages += 1));
  await world.connect(account, page);
  const trigger: Steps[number] = { id: "message", type: "trigger", connector: "test", method: "message" };
  const cycle = await world.run(account, { steps: [trigger, ...steps], edges }, [page]);
  const { database } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const began = Date.now();
  const open = () =>
    new WayCounts(database, { accountId: account, cycleId: cycle }, { since: new Date(began), now: began });
  const counted = async (counts: WayCounts) => {
    const { ways: taken } = await counts.look(Date.now());
    return Object.fromEntries(
      taken.map(({ step, port, count }) => [port === null ? step : `${step}.${port}`, count]).toSorted(),
    );
  };
  const counts = open();
  let mids = 0;
  return {
    account,
    /** As whoever has looked from the beginning is told. */
    seen: () => counted(counts),
    /** As whoever looks for the first time now is told. */
    anew: () => counted(open()),
    say: () =>
      keeper.keep([message({ page, mid: `${page} ${(mids += 1)}` })], { setupId: world.setupId, connector: "test" }),
    work: async (connectors: ConnectorMap = testConnector().connectors, clock: Clock = systemClock) => {
      const worker = await startWorker(world, connectors, { clock });
      await worker.idle();
      await worker.close();
    },
  };
}

const none = [{ kind: "none" }] as unknown as Parameters<typeof testConnector>[2];

test("the ways inside of a For each are counted by items, as they go over them and for whoever comes later", async () => {
  const small = { left: { step: "each", path: "item" }, operator: "less-than" as const, right: { value: 4 } };
  const { seen, anew, say, work } = await begin(
    [
      collecting("each", { expression: "[1..5]" }),
      { id: "is", type: "decision", conditions: small },
      send,
      ...["other", "met", "after"].map(compute),
    ],
    ways("message each", "each.item is", "is.true send", "is.false other", "send met", "other met", "each after"),
  );
  const looks: unknown[] = [];
  const { connectors } = testConnector(async () => void looks.push(await seen()), "safe", none);
  await say();
  await work(connectors);
  expect(looks).toEqual([
    { message: 1, "each.item": 1, "is.true": 1 },
    { message: 1, "each.item": 2, "is.true": 2, send: 1, met: 1 },
    { message: 1, "each.item": 3, "is.true": 3, send: 2, met: 2 },
  ]);
  const all = { after: 1, each: 1, "each.item": 5, "is.false": 2, "is.true": 3, message: 1, met: 5, other: 2, send: 3 };
  expect(await seen()).toEqual(all);
  expect(await anew()).toEqual(all);
  await say();
  await work(connectors);
  const twice = Object.fromEntries(Object.entries(all).map(([way, count]) => [way, count * 2]));
  expect(await seen()).toEqual(twice);
  expect(await anew()).toEqual(twice);
});

test("For eaches in each other are counted by the items of all lists, and an empty list has none", async () => {
  const { seen, anew, say, work } = await begin(
    [
      each("outer", { value: [[1, 2], [], [3]] }),
      collecting("each", { step: "outer", path: "item" }),
      send,
      each("empty", { expression: "[]" }),
      ...["through", "never", "after"].map(compute),
    ],
    ways(
      "message outer",
      "outer.item each",
      "each.item send",
      "each through",
      "outer empty",
      "empty.item never",
      "empty after",
    ),
  );
  const looks: unknown[] = [];
  const { connectors } = testConnector(async () => void looks.push(await seen()), "safe", none);
  await say();
  await work(connectors);
  expect(looks).toEqual([
    { message: 1, "outer.item": 1 },
    { message: 1, "outer.item": 1, "each.item": 1, send: 1 },
    { message: 1, "outer.item": 3, "each.item": 2, send: 2, each: 2, through: 2 },
  ]);
  const all = {
    after: 1,
    each: 3,
    "each.item": 3,
    empty: 1,
    message: 1,
    outer: 1,
    "outer.item": 3,
    send: 3,
    through: 3,
  };
  expect(await seen()).toEqual(all);
  expect(await anew()).toEqual(all);
});

test("an item is counted once, however often and how long the run sleeps in it, and in whatever process it goes on", async () => {
  let now = systemClock.now();
  const delay: Steps[number] = { id: "delay", type: "delay", duration: { value: 1 }, unit: "hours" };
  const again: Steps[number] = { ...delay, id: "again" };
  const { account, seen, anew, say, work } = await begin(
    [each("each", { expression: "[1..3]" }), delay, again, compute("after")],
    ways("message each", "each.item delay", "delay again", "each after"),
  );
  const { pool } = world.database;
  const goOn = async () => {
    await work(undefined, { now: () => now });
    now += 3_600_000;
    await pool.query("UPDATE run_live SET due = true, due_at = NULL, status = 'queued' WHERE account_id = $1", [
      account,
    ]);
  };
  /** What is in the history so far was written hours ago. */
  const passTime = async () => {
    await pool.query(
      "UPDATE step_run SET id = uuid_beside(uuid_at(now() - interval '3 hours' + number * interval '1 ms')) WHERE account_id = $1",
      [account],
    );
    await seen();
  };
  await say();
  await goOn();
  expect(await seen()).toEqual({ message: 1, "each.item": 1 });
  await passTime();
  await goOn();
  expect(await seen()).toEqual({ message: 1, "each.item": 1, delay: 1 });
  await goOn();
  expect(await seen()).toEqual({ message: 1, "each.item": 2, delay: 1, again: 1 });
  for (let time = 0; time < 4; time += 1) await goOn();
  const all = { after: 1, again: 3, delay: 3, each: 1, "each.item": 3, message: 1 };
  expect(await seen()).toEqual(all);
  expect(await anew()).toMatchObject({ "each.item": 3, again: 3 });
});

test("what was counted stays so when the run is cancelled, or ends inside of the loop, or a retry goes on there", async () => {
  const delay: Steps[number] = { id: "delay", type: "delay", duration: { value: 1 }, unit: "hours" };
  const cancelled = await begin(
    [each("each", { expression: "[1..3]" }), delay],
    ways("message each", "each.item delay"),
  );
  await cancelled.say();
  await cancelled.work();
  const { database } = world;
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  const newest = async (account: string) => (await reader.list(account, { limit: 1 })).items[0]?.id ?? "";
  await reader.cancel(cancelled.account, await newest(cancelled.account));
  expect(await cancelled.seen()).toEqual({ message: 1, "each.item": 1 });
  expect(await cancelled.anew()).toEqual({ message: 1, "each.item": 1 });

  const stopped = await begin(
    [collecting("each", { expression: "[1..3]" }), compute("one"), { id: "stop", type: "stop" }, compute("after")],
    ways("message each", "each.item one", "one stop", "each after"),
  );
  await stopped.say();
  await stopped.work();
  expect(await stopped.seen()).toEqual({ message: 1, "each.item": 1, one: 1, stop: 1 });

  const failed = await begin(
    [each("each", { expression: "['a', 'b', 'c']" }), send],
    ways("message each", "each.item send"),
  );
  await failed.say();
  const failing = testConnector(
    ({ text }) => {
      if (text === "b") throw failure("terminal");
    },
    "safe",
    none,
  );
  await failed.work(failing.connectors);
  expect(await failed.seen()).toEqual({ message: 1, "each.item": 2, send: 1 });
  await reader.retry(failed.account, await newest(failed.account), { from: "failed-step", version: "same" });
  await failed.work(testConnector(undefined, "safe", none).connectors);
  // Two runs: the second has what the first had done as its own.
  expect(await failed.seen()).toEqual({ message: 2, each: 1, "each.item": 5, send: 4 });
  expect(await failed.anew()).toEqual({ message: 2, each: 1, "each.item": 5, send: 4 });
});

test("a For each that fails goes out by its error port, and a Filter that does not hold leads nowhere", async () => {
  const big = { left: { step: "each", path: "item" }, operator: "greater-than" as const, right: { value: 3 } };
  const { seen, anew, say, work } = await begin(
    [
      each("each", { expression: "[1..5]" }),
      { id: "big", type: "filter", conditions: big },
      compute("on"),
      { ...each("broken", { expression: "[1..3]" }), collect: { expression: "$error('no')" } } as Steps[number],
      compute("one"),
      compute("sorry"),
    ],
    ways("message each", "each.item big", "big on", "each broken", "broken.item one", "broken.error sorry"),
  );
  await say();
  await work();
  const all = {
    big: 2,
    "broken.error": 1,
    "broken.item": 1,
    each: 1,
    "each.item": 5,
    message: 1,
    on: 2,
    one: 1,
    sorry: 1,
  };
  expect(await seen()).toEqual(all);
  expect(await anew()).toEqual(all);
});

test("of 10,000 items each is counted once, while they are computed and afterwards", async () => {
  const { seen, anew, say, work } = await begin(
    [collecting("each", { expression: "[1..10000]" }), compute("one"), compute("after")],
    ways("message each", "each.item one", "each after"),
  );
  await say();
  const start = systemClock.now();
  let over = false;
  const working = work(undefined, { now: () => start + (systemClock.now() - start) / 10 }).finally(() => (over = true));
  const looks: Record<string, number>[] = [];
  while (!over) looks.push(await seen());
  await working;
  for (const { one = 0, "each.item": items = 0 } of looks) expect([one, one + 1]).toContain(items);
  const all = { after: 1, each: 1, "each.item": 10_000, message: 1, one: 10_000 };
  expect(await seen()).toEqual(all);
  expect(await anew()).toEqual(all);
});
