import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { cancelRun } from "./hold-store.ts";
import { holdAnswers } from "./testing/held-answers.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import type { Worker } from "./worker.ts";

const page = "page";
let world: World;
let keeper: Keeper;
let accountId: string;
let worker: Worker;
let way: ReturnType<typeof holdAnswers>;

beforeEach(async () => {
  world = await createWorld();
  keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  accountId = await world.addAccount();
  await world.run(accountId, sendDocument(await world.connect(accountId, page)), [page]);
  way = holdAnswers(world.database.pool);
});
afterEach(async () => {
  await worker.close();
  await world.close();
});

const query = async <Row>(text: string): Promise<Row[]> => (await world.database.pool.query(text)).rows as Row[];
/** Messages of one person, accepted one after the other. */
const receive = async (...texts: string[]) => {
  for (const text of texts)
    await keeper.keep([message({ page, mid: text, text })], { setupId: world.setupId, connector: "test" });
};

async function start(behaviour?: Behaviour) {
  const { sent, connectors } = testConnector(behaviour);
  worker = await startWorker(world, connectors, { pool: way.pool, claims: way.pool });
  return { texts: () => sent.map(({ text }) => text) };
}

/** Until nothing is in hand, and what was parked behind nobody has been found. */
async function settle(): Promise<void> {
  for (let look = 0; look < 3; look++) {
    await worker.tick();
    await worker.idle();
  }
}

/** What waits for its time is due now. */
const passTime = () => query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL");
const isDue = (text: string) => async () => {
  const [row] = await query<{ due: boolean }>(
    `SELECT r.due FROM run_live r JOIN event e ON e.id = r.event_id WHERE e.excerpt = '${text}'`,
  );
  return row?.due;
};

describe("the order of a lane", () => {
  it("holds when its head ends while a newcomer is being read: who was parked goes first", async () => {
    let isDown = true;
    const goesOn = Promise.withResolvers<void>();
    const { texts } = await start(async ({ text }) => {
      if (text !== "first") return;
      if (isDown) throw failure("retryable", { retryAfterMs: 50_000 });
      await goesOn.promise;
    });
    await receive("first", "second");
    await settle();
    expect(await isDue("second")()).toBe(false);
    isDown = false;
    await passTime();
    const noting = way.hold("note-in-hand");
    await worker.tick();
    await noting.arrived;
    await receive("third");
    await worker.tick();
    const reading = way.hold("claim-all");
    noting.release();
    await reading.arrived;
    goesOn.resolve();
    await expect.poll(isDue("second")).toBe(true);
    reading.release();
    await settle();
    expect(texts()).toEqual(["first", "first", "second", "third"]);
  });

  it("holds when its head is cancelled while a newcomer is being read: who was in hand behind it goes first", async () => {
    const reached = Promise.withResolvers<void>();
    const goesOn = Promise.withResolvers<void>();
    const { texts } = await start(async ({ text }) => {
      if (text !== "first") return;
      reached.resolve();
      await goesOn.promise;
      throw failure("retryable", { retryAfterMs: 50_000 });
    });
    await receive("first", "second");
    await worker.tick();
    await reached.promise;
    await receive("third");
    const reading = way.hold("claim-all");
    await worker.tick();
    await reading.arrived;
    goesOn.resolve();
    await expect.poll(isDue("second")).toBe(false);
    const [head] = await query<{ id: string }>("SELECT id FROM run_live WHERE lane_held");
    await world.database.withAccount(accountId, (scope) => cancelRun(scope, accountId, head?.id ?? ""));
    await worker.tick();
    reading.release();
    await settle();
    expect(texts()).toEqual(["first", "second", "third"]);
  });

  it("holds when the shard's former worker parks late", async () => {
    const { texts } = await start();
    await receive("first", "second");
    const looking = way.hold("release-free-lanes");
    const tick = worker.tick();
    await looking.arrived;
    await query("UPDATE run_live SET due = false, parked = true");
    await receive("third");
    looking.release();
    await tick;
    await settle();
    expect(texts()).toEqual(["first", "second", "third"]);
  });

  it("holds when a head waits of which this worker does not know, because the answer to its write was lost", async () => {
    const { texts } = await start();
    await receive("first", "second");
    await query(`UPDATE run_live SET status = 'waiting', lane_held = true, due = false, due_at = now() + interval '40 seconds'
      WHERE seq = (SELECT min(seq) FROM run_live)`);
    await settle();
    expect(texts()).toEqual([]);
    await receive("third");
    await passTime();
    await settle();
    expect(texts()).toEqual(["first", "second", "third"]);
  });
});
