import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { cancelRun, cancelRunsOfCycle, holdRuns, resumeRuns } from "./hold-store.ts";
import { countCrashes, noteInHand } from "./leftover-store.ts";
import { crashesAlone } from "./recover.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import type { Worker } from "./worker.ts";

let world: World;
let keeper: Keeper;
let workers: Worker[] = [];
let accountId: string;
let cycleId: string;
const page = "page";

beforeEach(async () => {
  world = await createWorld();
  keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  accountId = await world.addAccount();
  cycleId = await world.run(accountId, sendDocument(await world.connect(accountId, page)), [page]);
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await world.close();
});

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await world.database.pool.query(text, values)).rows as Row[];
const receive = (...mids: { mid: string; person?: string }[]) =>
  keeper.keep(
    mids.map((each) => message({ page, text: each.mid, ...each })),
    { setupId: world.setupId, connector: "test" },
  );
const statuses = async () =>
  (await query<{ status: string }>("SELECT status FROM run_all ORDER BY id")).map((row) => row.status);
const attempts = () =>
  query<{ status: string; repeated: boolean; number: number; step: string }>(
    "SELECT step, status, repeated, number FROM step_run ORDER BY id",
  );

async function start(behaviour?: Behaviour, repeat?: "safe" | "reconcile" | "unsafe", concurrency?: number) {
  const { sent, connectors } = testConnector(behaviour, repeat);
  const worker = await startWorker(world, connectors, concurrency === undefined ? {} : { concurrency });
  workers.push(worker);
  return { sent, worker, texts: () => sent.map((each) => each.text) };
}
const settle = async (worker: Worker) => {
  await worker.tick();
  await worker.idle();
};
/** What waits for its time is due now. */
const passTime = () => query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL");

/** So soon that its lane waits for it, and not before a test says so, however slow the machine. */
const soon = { retryAfterMs: 50_000 };

/** A promise and the way to fulfil it. */
function gate() {
  return Promise.withResolvers<void>();
}

describe("a run", () => {
  it("goes from its event to its end, with intent and result", async () => {
    await receive({ mid: "hello" });
    const { worker, sent } = await start();
    await settle(worker);
    expect(sent).toMatchObject([{ to: "p1", text: "hello" }]);
    expect(await statuses()).toEqual(["succeeded"]);
    expect(await attempts()).toEqual([{ step: "reply", status: "succeeded", repeated: false, number: 1 }]);
    expect(await query("SELECT * FROM run_live")).toEqual([]);
  });

  it.each([
    ["behind the database's", -60_000],
    ["ahead of the database's", 60_000],
  ])("began no later than its first attempt, and before it ended, also with a clock %s", async (_, ms) => {
    await receive({ mid: "hello" });
    const { connectors } = testConnector();
    const worker = await startWorker(world, connectors, { clock: { now: () => systemClock.now() + ms } });
    workers.push(worker);
    await settle(worker);
    const rows = await query<{ first: boolean; before: boolean }>(
      `SELECT r.started_at <= (SELECT min(s.started_at) FROM step_run s WHERE s.run_id = r.id) AS first,
        r.started_at <= r.finished_at AS before FROM run r`,
    );
    expect(rows).toEqual([{ first: true, before: true }]);
  });

  it("has its intent on disk while the call is under way", async () => {
    const reached = gate();
    const release = gate();
    await receive({ mid: "m" });
    const { worker } = await start(async () => {
      reached.resolve();
      await release.promise;
    });
    await worker.tick();
    await reached.promise;
    expect(await query("SELECT status, attempt->>'step' AS step FROM run_live")).toEqual([
      { status: "running", step: "reply" },
    ]);
    release.resolve();
    await worker.idle();
    expect(await statuses()).toEqual(["succeeded"]);
  });

  it("tries a call again that did not happen, with the same id, and not before its time", async () => {
    let failures = 2;
    await receive({ mid: "m" });
    const { worker, sent } = await start(() => {
      if (failures-- > 0) throw failure("retryable", soon);
    });
    await settle(worker);
    expect(await statuses()).toEqual(["waiting"]);
    await settle(worker);
    expect(sent).toHaveLength(1);
    for (let round = 0; round < 2; round += 1) {
      await passTime();
      await settle(worker);
    }
    expect(await statuses()).toEqual(["succeeded"]);
    expect((await attempts()).map((each) => [each.number, each.status, each.repeated])).toEqual([
      [1, "failed", false],
      [2, "failed", false],
      [3, "succeeded", false],
    ]);
    expect(new Set(sent.map((each) => each.stepRunId)).size).toBe(1);
  });

  it("honours the time the application asks for", async () => {
    await receive({ mid: "m" });
    const { worker } = await start(() => {
      throw failure("retryable", { retryAfterMs: 3_600_000 });
    });
    await settle(worker);
    const rows = await query<{ far: boolean; lane_held: boolean }>(
      "SELECT due_at > now() + interval '59 minutes' AS far, lane_held FROM run_live",
    );
    expect(rows).toEqual([{ far: true, lane_held: false }]);
  });

  it("fails for good when the call cannot succeed, and says where", async () => {
    await receive({ mid: "m" });
    const { worker } = await start(() => {
      throw failure("terminal");
    });
    await settle(worker);
    const [run] = await query<{ status: string; error: unknown }>("SELECT status, error FROM run");
    expect(run).toMatchObject({
      status: "failed",
      error: { code: "it_failed", step: "reply", attempt: 1, class: "terminal" },
    });
  });

  it("never blindly repeats a call that may have happened", async () => {
    await receive({ mid: "m" });
    const { worker, sent } = await start(() => {
      throw failure("uncertain");
    });
    await settle(worker);
    await passTime();
    await settle(worker);
    expect(sent).toHaveLength(1);
    expect(await statuses()).toEqual(["failed"]);
    expect((await attempts())[0]?.status).toBe("uncertain");
  });
});

describe("lanes", () => {
  it("keep the order of acceptance and never overlap, while others go on", async () => {
    const inLane = new Map<string, number>();
    let most = 0;
    let overlaps = 0;
    const mids = Array.from({ length: 60 }, (_, at) => ({ mid: `m${at}`, person: `p${at % 5}` }));
    await receive(...mids);
    const { worker, sent } = await start(async ({ to }) => {
      inLane.set(to, (inLane.get(to) ?? 0) + 1);
      if ((inLane.get(to) ?? 0) > 1) overlaps += 1;
      most = Math.max(
        most,
        [...inLane.values()].reduce((a, b) => a + b),
      );
      await new Promise(setImmediate);
      inLane.set(to, (inLane.get(to) ?? 0) - 1);
    });
    await settle(worker);
    expect(overlaps).toBe(0);
    expect(most).toBeGreaterThan(1);
    for (let person = 0; person < 5; person += 1) {
      const own = mids.filter((each) => each.person === `p${person}`).map((each) => each.mid);
      expect(sent.filter((each) => each.to === `p${person}`).map((each) => each.text)).toEqual(own);
    }
  });

  it("wait for a head that is tried again soon, and others do not wait for them", async () => {
    let isDown = true;
    await receive({ mid: "first" }, { mid: "second" }, { mid: "other", person: "p2" });
    const { worker, texts } = await start(({ text }) => {
      if (text === "first" && isDown) throw failure("retryable", soon);
    });
    await settle(worker);
    await receive({ mid: "third" });
    await settle(worker);
    expect(texts()).toEqual(["first", "other"]);
    expect((await query("SELECT FROM run_live WHERE parked")).length).toBe(2);
    isDown = false;
    await passTime();
    await settle(worker);
    await settle(worker);
    expect(texts()).toEqual(["first", "other", "first", "second", "third"]);
  });

  it("are let go by a head that waits long: it comes in at the end", async () => {
    let isDown = true;
    await receive({ mid: "first" }, { mid: "second" });
    const { worker, texts } = await start(({ text }) => {
      if (text === "first" && isDown) throw failure("retryable", { retryAfterMs: 600_000 });
    });
    await settle(worker);
    expect(texts()).toEqual(["first", "second"]);
    isDown = false;
    await passTime();
    await settle(worker);
    expect(texts()).toEqual(["first", "second", "first"]);
  });

  it("go on when a person cancels the head that held them", async () => {
    await receive({ mid: "first" }, { mid: "second" });
    const { worker, texts } = await start(({ text }) => {
      if (text === "first") throw failure("retryable", soon);
    });
    await settle(worker);
    const [head] = await query<{ id: string }>("SELECT id FROM run_live WHERE lane_held");
    await world.database.withAccount(accountId, (scope) => cancelRun(scope, accountId, head?.id ?? ""));
    await settle(worker);
    expect(texts()).toEqual(["first", "second"]);
    expect((await statuses()).sort()).toEqual(["cancelled", "succeeded"]);
  });

  it("share the places: one account's flood leaves room for another", async () => {
    const other = await world.addAccount();
    await world.run(other, sendDocument(await world.connect(other, "other")), ["other"]);
    await receive(...Array.from({ length: 300 }, (_, at) => ({ mid: `m${at}`, person: `p${at}` })));
    await keeper.keep([message({ page: "other", mid: "x", text: "other" })], {
      setupId: world.setupId,
      connector: "test",
    });
    const release = gate();
    const { worker, texts } = await start(({ text }) => (text === "other" ? undefined : release.promise), "safe", 8);
    try {
      await worker.tick();
      // None of the flood's calls ends before it.
      await expect.poll(texts).toContain("other");
    } finally {
      release.resolve();
    }
    await settle(worker);
    expect(texts()).toHaveLength(301);
  });
});

describe("after a crash", () => {
  /** What a process leaves behind that dies during a call: an intent, and nobody who holds it. */
  const leaveIntent = () =>
    query(
      `UPDATE run_live SET status = 'running', revision = revision + 1, started_at = now(),
         state = '{"outputs":{},"next":["reply"],"trying":{"step":"reply","number":1,"stepRunId":"srn_01jd00000000000000000000aa"}}',
         attempt = '{"id":"01900000-0000-7000-8000-000000000001","stepRunId":"srn_01jd00000000000000000000aa","step":"reply","path":"",
           "number":1,"repeated":false,"input":{"to":"p1","text":"m"},"startedAt":"2026-11-22T00:00:00.000Z"}'`,
    );

  it("repeats the one call that was in flight, with the same id, and marks it", async () => {
    await receive({ mid: "m" });
    await leaveIntent();
    const { worker, sent } = await start();
    await settle(worker);
    expect(sent).toMatchObject([{ stepRunId: "srn_01jd00000000000000000000aa" }]);
    expect(await statuses()).toEqual(["succeeded"]);
    expect((await attempts()).map((each) => [each.number, each.status, each.repeated])).toEqual([
      [1, "uncertain", false],
      [2, "succeeded", true],
    ]);
  });

  it("fails uncertain instead where the step says so", async () => {
    const document = sendDocument(await world.connect(accountId, "careful"));
    const steps = document.steps?.map((step) =>
      step.type === "action" ? { ...step, afterCrash: "fail" as const } : step,
    );
    await world.run(accountId, { ...document, steps }, ["careful"]);
    await keeper.keep([message({ page: "careful", mid: "m" })], { setupId: world.setupId, connector: "test" });
    await leaveIntent();
    const { worker, sent } = await start();
    await settle(worker);
    expect(sent).toEqual([]);
    expect(await query("SELECT status, error->>'code' AS code FROM run")).toEqual([
      { status: "failed", code: "uncertain" },
    ]);
  });

  it("gives a run up that ended the process again and again, and only that one", async () => {
    await receive({ mid: "poison" }, { mid: "innocent", person: "p2" });
    await query("UPDATE run_live SET crashes = 5 WHERE lane LIKE '%:p1'");
    await query("UPDATE run_live SET crashes = 4 WHERE lane LIKE '%:p2'");
    const { worker, texts } = await start();
    await settle(worker);
    expect(texts()).toEqual(["innocent"]);
    expect(await query("SELECT status, error->>'code' AS code FROM run ORDER BY status")).toEqual([
      { status: "failed", code: "run_crashed_worker" },
      { status: "succeeded", code: null },
    ]);
  });

  it("does not take lost sessions for crashes of runs that were in hand with others", async () => {
    await receive({ mid: "one" }, { mid: "two", person: "p2" });
    const others = await query<{ account_id: string; id: string }>("SELECT account_id, id FROM run_live ORDER BY seq");
    const lose = (lost: typeof others) =>
      noteInHand(
        world.database.pool,
        1,
        lost.map(({ account_id: accountId, id }) => ({ accountId, id })),
      ).then(() => countCrashes(world.database.pool, [], crashesAlone));
    for (let losses = 0; losses < 7; losses++) await lose(others);
    const counts = () => query<{ crashes: number }>("SELECT crashes FROM run_live ORDER BY seq");
    expect(await counts()).toEqual([{ crashes: 3 }, { crashes: 3 }]);
    await lose(others.slice(0, 1));
    expect(await counts()).toEqual([{ crashes: 4 }, { crashes: 3 }]);
    const { worker, texts } = await start();
    await settle(worker);
    expect(texts().toSorted()).toEqual(["one", "two"]);
    // What is in hand is noted anew behind those that were by themselves.
    await expect.poll(() => query("SELECT runs FROM worker")).toEqual([{ runs: [] }]);
  });

  it("gives up a run whose call ended the process twice more while it was alone", async () => {
    await receive({ mid: "poison" });
    await leaveIntent();
    await query("UPDATE run_live SET crashes = 4");
    const { worker, texts } = await start();
    await settle(worker);
    expect(texts()).toEqual([]);
    expect(await query("SELECT error->>'code' AS code, error->'details'->>'crashes' AS crashes FROM run")).toEqual([
      { code: "run_crashed_worker", crashes: "5" },
    ]);
  });

  it("counts a crash for what a dead worker had in hand", async () => {
    await receive({ mid: "m" });
    await query("INSERT INTO worker (id, accounts, runs) SELECT 1, array_agg(account_id), array_agg(id) FROM run_live");
    const reached = gate();
    const release = gate();
    const { worker } = await start(async () => {
      reached.resolve();
      await release.promise;
    });
    await worker.tick();
    await reached.promise;
    release.resolve();
    await worker.idle();
    expect(await query("SELECT id FROM worker WHERE id = 1")).toEqual([]);
    expect(await statuses()).toEqual(["succeeded"]);
  });

  it("a worker that lost its shards changes nothing: the other one's result stands", async () => {
    const reached = gate();
    const release = gate();
    await receive({ mid: "m" });
    const { worker: late } = await start(async () => {
      reached.resolve();
      await release.promise;
    });
    await late.tick();
    await reached.promise;
    // What a takeover does: the row moves on under another's hand.
    await query("UPDATE run_live SET revision = revision + 1");
    release.resolve();
    await late.idle();
    expect(
      (await attempts()).filter((each) => each.number === 1 && each.status === "succeeded" && !each.repeated),
    ).toEqual([]);
  });
});

describe("a run that the engine cannot take on", () => {
  it("fails where a person sees it, and its lane goes on", async () => {
    await receive({ mid: "broken" }, { mid: "next" });
    await query("UPDATE run_live SET version = 99 WHERE seq = (SELECT min(seq) FROM run_live)");
    const { worker, texts } = await start();
    await settle(worker);
    expect(texts()).toEqual(["next"]);
    expect(await query("SELECT status, error->>'code' AS code FROM run ORDER BY status")).toEqual([
      { status: "failed", code: "engine_failed" },
      { status: "succeeded", code: null },
    ]);
  });

  it.each([
    ["has a step that nobody knows here", `'{"steps":[{"id":"message","type":"unheard-of"}],"edges":[]}', 1`],
    ["says in expressions what nobody knows here", "document, 99"],
  ])("waits with its lane when a newer release published its version, which %s", async (_, content) => {
    await receive({ mid: "newer" }, { mid: "next" });
    await query(`INSERT INTO cycle_version (account_id, cycle_id, version, document, language)
      SELECT account_id, cycle_id, 2, ${content} FROM cycle_version`);
    await query("UPDATE run_live SET version = 2 WHERE seq = (SELECT min(seq) FROM run_live)");
    const { worker: older, texts } = await start();
    await settle(older);
    expect(texts()).toEqual([]);
    expect(await query("SELECT status, crashes, state FROM run_live WHERE due_at > now()")).toEqual([
      { status: "waiting", crashes: 0, state: null },
    ]);
    await older.close();
    // Another release reads it.
    await query(
      "UPDATE cycle_version v SET language = 1, document = (SELECT document FROM cycle_version WHERE version = 1) WHERE version = 2",
    );
    await passTime();
    const { worker: newer, texts: sent } = await start();
    await settle(newer);
    expect(sent()).toEqual(["newer", "next"]);
  });
});

describe("several workers", () => {
  it("share the shards evenly and leave nothing behind when one goes", async () => {
    const one = await start();
    const two = await start();
    for (let round = 0; round < 3; round += 1) for (const each of [one, two]) await each.worker.tick();
    expect([one.worker.shards.size, two.worker.shards.size]).toEqual([128, 128]);
    await receive(...Array.from({ length: 80 }, (_, at) => ({ mid: `m${at}`, person: `p${at}` })));
    await Promise.all([settle(one.worker), settle(two.worker)]);
    expect([...one.texts(), ...two.texts()].sort()).toEqual(Array.from({ length: 80 }, (_, at) => `m${at}`).sort());
    expect(one.sent.length).toBeGreaterThan(0);
    expect(two.sent.length).toBeGreaterThan(0);
    await one.worker.close();
    // At its next look, which is once a second.
    await two.worker.tick();
    expect(two.worker.shards.size).toBe(256);
  });
});

describe("stopping, starting and cancelling", () => {
  const inAccount = <T>(work: Parameters<World["database"]["withAccount"]>[1]) =>
    world.database.withAccount(accountId, work) as Promise<T>;

  it("holds what stands in the queue and goes on with it at the next start", async () => {
    await receive({ mid: "a" }, { mid: "b" });
    await inAccount((scope) => holdRuns(scope, cycleId));
    const { worker, texts } = await start();
    await settle(worker);
    expect(texts()).toEqual([]);
    expect(await statuses()).toEqual(["held", "held"]);
    await inAccount((scope) => resumeRuns(scope, cycleId));
    await settle(worker);
    expect(texts()).toEqual(["a", "b"]);
  });

  it("lets the step in hand end and keeps its result, then holds or cancels the run", async () => {
    for (const [act, end] of [
      [holdRuns, "succeeded"],
      [cancelRunsOfCycle, "succeeded"],
    ] as const) {
      const reached = gate();
      const release = gate();
      await receive({ mid: `m${act.name}` });
      const { worker } = await start(async () => {
        reached.resolve();
        await release.promise;
      });
      await worker.tick();
      await reached.promise;
      await inAccount((scope) => act(scope, cycleId));
      release.resolve();
      await worker.idle();
      expect((await statuses()).at(-1)).toBe(end);
      await worker.close();
      workers = [];
    }
  });

  it("calls a run cancelled whose call failed after a person had asked for its end", async () => {
    const reached = gate();
    const release = gate();
    await receive({ mid: "m" });
    const { worker } = await start(async () => {
      reached.resolve();
      await release.promise;
      throw failure("terminal");
    });
    await worker.tick();
    await reached.promise;
    await inAccount((scope) => cancelRunsOfCycle(scope, cycleId));
    release.resolve();
    await worker.idle();
    expect(await query("SELECT status, error->>'code' AS code FROM run")).toEqual([
      { status: "cancelled", code: "it_failed" },
    ]);
  });

  it("ends a cancelled run after the step in hand when more would follow", async () => {
    const document = sendDocument(await world.connect(accountId, "two"));
    const [trigger, reply] = document.steps ?? [];
    const second = { ...reply, id: "second" } as NonNullable<typeof reply>;
    const two = {
      steps: [trigger, reply, second].filter((step) => step !== undefined),
      edges: [...(document.edges ?? []), { from: "reply", to: "second" }],
    };
    const twoSteps = await world.run(accountId, two, ["two"]);
    await keeper.keep([message({ page: "two", mid: "m" })], { setupId: world.setupId, connector: "test" });
    const reached = gate();
    const release = gate();
    const { worker, sent } = await start(async () => {
      reached.resolve();
      await release.promise;
    });
    await worker.tick();
    await reached.promise;
    await inAccount((scope) => cancelRunsOfCycle(scope, twoSteps));
    release.resolve();
    await worker.idle();
    expect(sent).toHaveLength(1);
    expect(await statuses()).toEqual(["cancelled"]);
    expect((await attempts()).map((each) => [each.step, each.status])).toEqual([["reply", "succeeded"]]);
  });
});
