import type { CycleDocumentInput } from "@velodrome/contract";
import type { Pool } from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Clock, systemClock } from "../base/clock.ts";
import { withClient } from "../db/database-store.ts";
import { holdAnswers } from "../run/testing/held-answers.ts";
import { type Behaviour, failure, startWorker, testConnector } from "../run/testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import type { Worker } from "../run/worker.ts";
import { createEarlyStarts } from "./early.ts";
import { createKeeper, type Keeper } from "./keep.ts";

const page = "page";
let world: World;
let accountId: string;
let keeper: Keeper;
let worker: Worker;
/** The worker's way to what is due. */
let claims: ReturnType<typeof holdAnswers>;
let trouble: unknown[];
/** For those who remember what begins early; no other time passes for them. */
let passedMs = 0;

beforeEach(async () => {
  world = await createWorld();
  accountId = await world.addAccount();
  trouble = [];
  passedMs = 0;
});
afterEach(async () => {
  await worker.close();
  await world.close();
  expect(trouble).toEqual([]);
});

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await world.database.pool.query(text, values)).rows as Row[];
/** The one cycle of these tests: by default it sends a message back. */
async function run(document?: (connectionId: string) => CycleDocumentInput) {
  const connectionId = await world.connect(accountId, page);
  await world.run(accountId, (document ?? sendDocument)(connectionId), [page]);
}

/** Sends a message back that has "please" in it; any other is over at once. */
function asking(connectionId: string): CycleDocumentInput {
  const { steps = [], edges = [] } = sendDocument(connectionId);
  const left = { step: "message", path: "message.text" };
  const conditions = { all: [{ left, operator: "contains" as const, right: { value: "please" } }] };
  return {
    steps: [...steps, { id: "asked", type: "decision" as const, conditions }],
    edges: [
      { from: "message", to: "asked" },
      { from: "asked", port: "true", to: edges[0]?.to ?? "" },
    ],
  };
}

/** A worker, and an ingest in the same process. `pool`: the ingest's way to the database. */
async function start(
  options: { behaviour?: Behaviour; pool?: Pool; concurrency?: number; clock?: Clock } = {},
): Promise<{ texts: () => string[] }> {
  const { sent, connectors } = testConnector(options.behaviour);
  const { database } = world;
  claims = holdAnswers(database.openStream("claims", { onePlan: true }));
  const { concurrency = 64, clock = systemClock } = options;
  worker = await startWorker(world, connectors, { concurrency, clock, claims: claims.pool });
  const startedAt = systemClock.now();
  const early = createEarlyStarts({
    engine: database.pool,
    // What is remembered stays so, however long a busy machine takes.
    clock: { now: () => startedAt + passedMs },
    worker,
    onError: (error) => trouble.push(error),
  });
  keeper = createKeeper({
    pool: options.pool ?? database.pool,
    clock: systemClock,
    touch: () => {},
    observe: () => {},
    early,
  });
  return { texts: () => sent.map(({ text }) => text) };
}

/** The ingest's way to the database, where groups of events may come to nothing. */
const failing = (failureOf: (name: string) => Error | null): Pool => {
  const query = async (statement: { name?: string }) => {
    const failed = statement.name?.startsWith("keep-events") ? failureOf(statement.name) : null;
    if (failed) throw failed;
    return world.database.pool.query(statement as never);
  };
  return { query } as unknown as Pool;
};
const place = () => ({ setupId: world.setupId, connector: "test" });
const receive = (text: string, person?: string) =>
  keeper.keep([message({ page, mid: text, text, ...(person !== undefined && { person }) })], place());
/** What is remembered of listeners and versions is there: from now on runs can begin with their events. */
async function warmUp() {
  await receive("warm", "somebody");
  await settle();
}
async function settle(): Promise<void> {
  await worker.tick();
  await worker.idle();
}
/** Whoever let go of a run looks for it again at once. Answers what there is until then, when all of `receiving` is kept. */
async function beforeItLooks(receiving: () => Promise<unknown>) {
  const look = claims.hold("claim-all");
  await receiving();
  const found = await live();
  look.release();
  return found;
}
const live = () =>
  query<{ status: string; revision: number; attempted: boolean }>(
    "SELECT status, revision, attempt IS NOT NULL AS attempted FROM run_live ORDER BY seq",
  );
const ended = () =>
  query<{ status: string; text: string }>(
    "SELECT r.status, e.excerpt AS text FROM run r JOIN event e ON e.id = r.event_id ORDER BY r.id",
  );
const attempts = () =>
  query<{ step: string; status: string; repeated: boolean }>(
    "SELECT s.step, s.status, s.repeated FROM step_run s JOIN run_all r ON r.id = s.run_id ORDER BY s.id",
  );

describe("a run that begins with its event", () => {
  it("is written with its intent, and its call goes out without the worker having looked", async () => {
    await run();
    const under = Promise.withResolvers<void>();
    const goesOn = Promise.withResolvers<void>();
    const { texts } = await start({
      behaviour: async ({ text }) => {
        if (text !== "hi") return;
        under.resolve();
        await goesOn.promise;
      },
    });
    await warmUp();
    await receive("hi");
    await under.promise;
    expect(await live()).toEqual([{ status: "running", revision: 1, attempted: true }]);
    goesOn.resolve();
    await worker.idle();
    expect(texts()).toEqual(["warm", "hi"]);
    expect((await ended()).map(({ status, text }) => `${text} ${status}`)).toEqual(["warm succeeded", "hi succeeded"]);
    expect(await live()).toEqual([]);
  });

  it("does not call before the event is on disk", async () => {
    await run();
    const way = holdAnswers(world.database.pool);
    const { texts } = await start({ pool: way.pool });
    await warmUp();
    const keeping = way.hold("keep-events-begun");
    const kept = receive("hi");
    await keeping.arrived;
    expect(texts()).toEqual(["warm"]);
    keeping.release();
    await kept;
    await worker.idle();
    expect(texts()).toEqual(["warm", "hi"]);
  });

  it("leaves nothing behind and calls nothing when the event could not be kept", async () => {
    await run();
    let isDown = false;
    const { texts } = await start({
      pool: failing(() => (isDown ? new Error("Connection terminated unexpectedly") : null)),
    });
    await warmUp();
    isDown = true;
    await expect(receive("hi")).rejects.toThrow("terminated");
    await worker.idle();
    expect(await live()).toEqual([]);
    isDown = false;
    await receive("hi");
    await settle();
    expect(texts()).toEqual(["warm", "hi"]);
  });

  it("is let go of when a part of its request could not be written that comes before its own", async () => {
    await run();
    let isDown = false;
    const { texts } = await start({
      pool: failing(() => (isDown ? new Error("Connection terminated unexpectedly") : null)),
    });
    await warmUp();
    isDown = true;
    const many = Array.from({ length: 1001 }, (_, at) => {
      const text = String(at);
      return message({ page, mid: text, text, person: at < 1000 ? "a" : "b" });
    });
    await expect(keeper.keep(many, place())).rejects.toThrow("terminated");
    await worker.idle();
    isDown = false;
    await receive("hi", "b");
    await worker.idle();
    expect(texts()).toEqual(["warm", "hi"]);
  });

  it("costs its event nothing when what it writes is refused", async () => {
    await run();
    const tooDeep = Object.assign(new Error("stack depth limit exceeded"), { code: "54001" });
    const { texts } = await start({ pool: failing((name) => (name === "keep-events-begun" ? tooDeep : null)) });
    await warmUp();
    await Promise.all([receive("hi", "a"), receive("ho", "b")]);
    await settle();
    expect(texts().toSorted()).toEqual(["hi", "ho", "warm"]);
    expect(await query("SELECT FROM event WHERE raw IS NOT NULL")).toEqual([]);
  });

  it("keeps no other worker waiting for shards that were given up before it began", async () => {
    await run();
    const way = holdAnswers(world.database.pool);
    const { texts } = await start({ pool: way.pool });
    await warmUp();
    const first = way.hold("keep-events-begun");
    const kept = [receive("first", "a")];
    await first.arrived;
    const other = await startWorker(world, testConnector().connectors);
    const givingUp = worker.tick();
    await expect.poll(() => worker.shards.size).toBe(128);
    kept.push(receive("second", "b"));
    const second = way.hold("keep-events-begun");
    first.release();
    await second.arrived;
    await givingUp;
    expect(texts()).toEqual(["warm", "first"]);
    second.release();
    await Promise.all(kept);
    await expect.poll(async () => (await settle(), await other.tick(), (await live()).length)).toBe(0);
    await other.close();
  });

  it("is not made again for a message that is delivered again", async () => {
    await run();
    const { texts } = await start();
    await warmUp();
    await receive("hi");
    await receive("hi");
    await Promise.all([receive("hi"), receive("ho"), receive("ho")]);
    await settle();
    expect(texts()).toEqual(["warm", "hi", "ho"]);
  });

  it("waits behind those of its person that are not done, in one request and in several", async () => {
    await run();
    const goesOn = Promise.withResolvers<void>();
    const { texts } = await start({ behaviour: ({ text }) => (text === "1" ? goesOn.promise : undefined) });
    await warmUp();
    const both = ["1", "2"].map((text) => message({ page, mid: text, text }));
    await keeper.keep(both, place());
    await receive("3");
    await worker.tick();
    await expect.poll(texts).toEqual(["warm", "1"]);
    goesOn.resolve();
    await settle();
    expect(texts()).toEqual(["warm", "1", "2", "3"]);
  });

  it("waits behind one that another process kept", async () => {
    await run();
    const { texts } = await start();
    await warmUp();
    const elsewhere = createKeeper({
      pool: world.database.pool,
      clock: systemClock,
      touch: () => {},
      observe: () => {},
    });
    await elsewhere.keep([message({ page, mid: "first", text: "first" })], place());
    const kept = await beforeItLooks(() => receive("second"));
    expect(kept.map(({ status }) => status)).toEqual(["queued", "queued"]);
    await settle();
    expect(texts()).toEqual(["warm", "first", "second"]);
  });

  it("is an ordinary one where what listens has changed meanwhile", async () => {
    await run();
    const { texts } = await start();
    await warmUp();
    await query(
      "INSERT INTO cycle_version (account_id, cycle_id, version, document) SELECT account_id, cycle_id, 2, document FROM cycle_version",
    );
    await query("UPDATE listener SET version = 2");
    const kept = await beforeItLooks(() => receive("new version"));
    expect(kept).toEqual([{ status: "queued", revision: 0, attempted: false }]);
    await settle();
    expect(texts()).toEqual(["warm", "new version"]);
    await query("DELETE FROM listener");
    await receive("nobody listens");
    await settle();
    expect(texts()).toEqual(["warm", "new version"]);
    expect(await query("SELECT FROM event WHERE excerpt = 'nobody listens'")).toHaveLength(1);
  });

  it("is over with its event where it calls nothing", async () => {
    await run(asking);
    const { texts } = await start();
    await warmUp();
    await receive("no");
    expect((await ended()).map(({ text }) => text)).toContain("no");
    await receive("yes please");
    await worker.idle();
    expect(texts()).toEqual(["yes please"]);
    expect((await ended()).map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect((await attempts()).map(({ step }) => step)).toEqual(["asked", "asked", "asked", "reply"]);
  });

  it.each([
    ["behind the database's", -60_000],
    ["ahead of the database's", 60_000],
  ])("began no later than its first attempt, and before it ended, also with a clock %s", async (_, ms) => {
    await run(asking);
    await start({ clock: { now: () => systemClock.now() + ms } });
    await warmUp();
    await receive("no");
    await receive("yes please");
    await worker.idle();
    const rows = await query<{ first: boolean; before: boolean }>(
      `SELECT r.started_at <= (SELECT min(s.started_at) FROM step_run s WHERE s.run_id = r.id) AS first,
        r.started_at <= r.finished_at AS before FROM run r`,
    );
    expect(rows).toEqual(Array(3).fill({ first: true, before: true }));
  });

  it("is an ordinary one where something has to be computed that could take long", async () => {
    await run((connectionId) => {
      const { steps = [] } = sendDocument(connectionId);
      const sum = { id: "sum", type: "transform" as const, expression: "$sum([1..10])" };
      return {
        steps: [...steps, sum],
        edges: [
          { from: "message", to: "sum" },
          { from: "sum", to: "reply" },
        ],
      };
    });
    // No time passes here, or a busy machine's could be taken for the version's.
    const now = systemClock.now();
    const { texts } = await start({ clock: { now: () => now } });
    await warmUp();
    const kept = await beforeItLooks(() => receive("hi"));
    expect(kept).toEqual([{ status: "queued", revision: 0, attempted: false }]);
    await settle();
    expect(texts()).toEqual(["warm", "hi"]);
    // It is the version's way, and not one slow run: no other begins with its event for a while.
    passedMs = 600;
    const begun = vi.spyOn(worker, "beginEarly");
    await receive("soon after");
    expect(begun).not.toHaveBeenCalled();
    await settle();
    expect(texts()).toEqual(["warm", "hi", "soon after"]);
    expect((await attempts()).map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => "succeeded"));
  });

  it("is an ordinary one where what it writes first is so large that all events would wait for it", async () => {
    const long = "long ".repeat(60_000);
    await run((connectionId) => {
      const { steps = [], edges = [] } = sendDocument(connectionId);
      const [trigger, reply] = steps;
      if (trigger === undefined || reply?.type !== "action") throw new Error("The document has changed.");
      return { steps: [trigger, { ...reply, input: { ...reply.input, text: { value: long } } }], edges };
    });
    const { texts } = await start();
    await warmUp();
    const kept = await beforeItLooks(() => receive("hi"));
    expect(kept).toEqual([{ status: "queued", revision: 0, attempted: false }]);
    await settle();
    expect(texts().map(({ length }) => length)).toEqual([long.length, long.length]);
  });

  it("has what is masked sealed in what is written with its event", async () => {
    await run((connectionId) => {
      const { steps = [], edges = [] } = sendDocument(connectionId);
      const [trigger, reply] = steps;
      if (trigger === undefined || reply?.type !== "action") throw new Error("The document has changed.");
      return { steps: [trigger, { ...reply, redact: { input: ["text"] } }], edges };
    });
    const under = Promise.withResolvers<void>();
    const goesOn = Promise.withResolvers<void>();
    const { texts } = await start({
      behaviour: async ({ text }) => {
        if (text !== "a secret") return;
        under.resolve();
        await goesOn.promise;
      },
    });
    await warmUp();
    await receive("a secret");
    await under.promise;
    const [begun] = await query<{ same: boolean; text: string }>(
      "SELECT r.xmin = e.xmin AS same, r::text AS text FROM run_live r JOIN event e ON e.id = r.event_id",
    );
    expect(begun).toMatchObject({ same: true, text: expect.stringContaining("$sealed") });
    expect(begun?.text).not.toContain("a secret");
    goesOn.resolve();
    await worker.idle();
    expect(texts()).toEqual(["warm", "a secret"]);
    const [kept] = await query<{ text: string }>("SELECT string_agg(s::text, ' ') AS text FROM step_run s");
    expect(kept?.text).not.toContain("a secret");
  });

  it("goes on as any other after a call that failed for a while", async () => {
    await run();
    let failures = 0;
    const { texts } = await start({
      behaviour: ({ text }) => {
        if (text === "hi" && failures++ === 0) throw failure("retryable", { retryAfterMs: 20_000 });
      },
    });
    await warmUp();
    await receive("hi");
    await worker.idle();
    expect((await live()).map(({ status }) => status)).toEqual(["waiting"]);
    await receive("behind it");
    await query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL");
    await settle();
    await settle();
    expect(texts()).toEqual(["warm", "hi", "hi", "behind it"]);
    const numbers = await query<{ number: number }>("SELECT number FROM step_run ORDER BY id");
    expect(numbers.map(({ number }) => number)).toEqual([1, 1, 2, 1]);
  });

  it("leaves the places to those that wait for one", async () => {
    await run();
    const goesOn = Promise.withResolvers<void>();
    const { texts } = await start({
      concurrency: 2,
      behaviour: ({ text }) => (text.startsWith("slow") ? goesOn.promise : undefined),
    });
    await warmUp();
    await Promise.all([receive("slow 1", "a"), receive("slow 2", "b"), receive("third", "c")]);
    await receive("fourth", "d");
    expect((await live()).map(({ status }) => status).toSorted()).toEqual(["queued", "queued", "running", "running"]);
    await worker.tick();
    goesOn.resolve();
    await settle();
    expect(texts().toSorted()).toEqual(["fourth", "slow 1", "slow 2", "third", "warm"]);
  });

  it("is taken up by the next worker when its process dies after the commit", async () => {
    await run();
    const under = Promise.withResolvers<void>();
    const { texts } = await start({
      behaviour: async ({ text }, { signal }) => {
        if (text !== "hi" || texts().filter((each) => each === "hi").length > 1) return;
        under.resolve();
        await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("gone"))));
      },
    });
    await warmUp();
    await receive("hi");
    await under.promise;
    // The session that holds the shards is gone, as when the process is.
    await withClient(world.url, (admin) =>
      admin.query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'velodrome shards' AND datname = current_database()",
      ),
    );
    await expect.poll(async () => (await settle(), (await live()).length), { timeout: 20_000 }).toBe(0);
    expect(texts()).toEqual(["warm", "hi", "hi"]);
    const repeated = (await attempts()).filter((each) => each.repeated);
    expect(repeated).toHaveLength(1);
  });

  it("keeps each person's order and answers each message once, whichever way its run begins", async () => {
    await run();
    let [early, ordinary] = [0, 0];
    const { texts } = await start({
      concurrency: 3,
      behaviour: async ({ text }) => {
        if (text === "warm") return;
        const [row] = await query<{ same: boolean }>(
          // Written last by the transaction that wrote its event.
          "SELECT r.xmin = e.xmin AS same FROM run_live r JOIN event e ON e.id = r.event_id WHERE e.excerpt = $1",
          [text],
        );
        if (row?.same) early += 1;
        else ordinary += 1;
      },
    });
    await warmUp();
    const people = ["a", "b", "c", "d"];
    const talk = async (person: string): Promise<void> => {
      for (let at = 0; at < 25; at++) {
        await receive(`${person} ${at}`, person);
        // As an application does that has not heard us in time.
        if (at % 5 === 0) await receive(`${person} ${at}`, person);
        if (at % 3 === 0) await settle();
      }
    };
    await Promise.all(people.map(talk));
    await settle();
    await expect.poll(async () => (await settle(), (await live()).length)).toBe(0);
    for (const person of people) {
      const heard = texts().filter((text) => text.startsWith(person) && text !== "warm");
      expect(heard).toEqual(Array.from({ length: 25 }, (_, at) => `${person} ${at}`));
    }
    expect(early).toBeGreaterThan(0);
    console.log(`${early} began with their events, ${ordinary} after them`);
  });
});
