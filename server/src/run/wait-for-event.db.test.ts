import type { Condition, Run } from "@velodrome/contract";
import type { IncomingItem } from "@velodrome/kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createEventReader } from "../ingest/events.ts";
import { createKeeper } from "../ingest/keep.ts";
import { cancelRun, holdRuns, resumeRuns } from "./hold-store.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { startWorker, testConnector } from "./testing/test-worker.ts";
import { askDocument, messageTrigger, say, startCycle, waitStep } from "./testing/wait-cycle.ts";
import { createWorld, message, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await world.close();
});

let pages = 900;

/** An account with a Page, and a worker that is at hand. */
async function scene() {
  const { database } = world;
  const account = await world.addAccount();
  const page = String((pages += 1));
  const connection = await world.connect(account, page);
  const { sent, connectors } = testConnector();
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const touch = () => {};
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch });
  const events = createEventReader({ database, connectors, touch });
  const work = async () => {
    const worker = await startWorker(world, connectors);
    await worker.idle();
    await worker.close();
  };
  const runs = async (): Promise<Run[]> => (await reader.list(account, { limit: 200 })).items.toReversed();
  return {
    ...{ account, page, connection, sent, connectors, work, runs },
    /** Texts of one person, accepted together. */
    write: (person: string, ...texts: string[]) =>
      keeper.keep(
        texts.map((text) => message({ page, person, mid: `${page} ${person} ${text}`, text })),
        { setupId: world.setupId, connector: "test" },
      ),
    bring: (item: IncomingItem) => keeper.keep([item], { setupId: world.setupId, connector: "test" }),
    texts: () => sent.map(({ text }) => text),
    statuses: async () => (await runs()).map(({ status }) => status),
    read: async (at: number) => reader.read(account, (await runs())[at]?.id ?? ""),
    routed: async () => (await events.list(account, { limit: 200 })).items.toReversed().map(({ routed }) => routed),
    sql: async (text: string) => (await database.pool.query(text, [account])).rows,
  };
}

const postback = (page: string, person: string, mid: string): IncomingItem => ({
  ...message({ page, person, mid }),
  kind: "postback",
  triggers: ["postback", "any"],
  item: JSON.stringify({ sender: { id: person }, postback: { mid, payload: mid } }),
});

describe("a question and its answer", () => {
  test("the next message of the same person goes to the run that asked, and starts none of its own", async () => {
    const { account, connection, write, work, statuses, texts, read } = await scene();
    await startCycle(world, account, askDocument(connection));
    await write("ada", "hi");
    await work();
    expect(await statuses()).toEqual(["waiting"]);
    const waiting = await read(0);
    expect(waiting).toMatchObject({ dueAt: expect.any(String) });
    expect(waiting.steps[2]).toMatchObject({ step: "wait", status: "waiting", attempts: [{ finishedAt: null }] });
    await write("ada", "Ada");
    await work();
    expect(texts()).toEqual(["Who are you?", "Hello Ada"]);
    const [asked, absorbed] = [await read(0), await read(1)];
    expect(asked.status).toBe("succeeded");
    expect(asked.steps[2]).toMatchObject({
      ...{ step: "wait", status: "succeeded", port: "event" },
      attempts: [{ input: { timeout: 1, event: absorbed.event }, output: { message: { text: "Ada" } } }],
    });
    expect(absorbed).toMatchObject({ status: "absorbed", origin: "event", absorbedBy: asked.id });
    expect(absorbed.steps.map(({ step }) => step)).toEqual(["message"]);
  });

  test("an answer that came while the question was being sent is not lost", async () => {
    const { account, connection, write, work, statuses, texts } = await scene();
    await startCycle(world, account, askDocument(connection));
    await write("ada", "hi", "Ada");
    await work();
    expect(texts()).toEqual(["Who are you?", "Hello Ada"]);
    expect(await statuses()).toEqual(["succeeded", "absorbed"]);
  });

  test("another person's message is no answer, and what comes after the answer stays behind it", async () => {
    const { account, connection, write, work, texts } = await scene();
    await startCycle(world, account, askDocument(connection));
    await write("ada", "hi");
    await work();
    await write("bob", "yo");
    await write("ada", "Ada", "again", "Ada still");
    await work();
    const toAda = ["Who are you?", "Hello Ada", "Who are you?", "Hello Ada still"];
    expect(texts().filter((text) => text !== "Who are you?")).toEqual(["Hello Ada", "Hello Ada still"]);
    expect(texts().length).toBe(toAda.length + 1);
  });

  test("without one the run goes on by its timeout, and what comes then starts a run", async () => {
    const { account, connection, write, work, statuses, texts, read, sql } = await scene();
    const timeout = { expression: "message.message.text = 'hi' ? 0 : 1" };
    await startCycle(world, account, askDocument(connection, { timeout }));
    await write("ada", "hi");
    await work();
    await sql("UPDATE run_live SET due_at = now() - interval '1 second' WHERE account_id = $1");
    await work();
    expect(texts()).toEqual(["Who are you?", "Too late"]);
    const { steps } = await read(0);
    expect(steps[2]).toMatchObject({ step: "wait", port: "timeout", attempts: [{ output: null }] });
    await write("ada", "Ada");
    await work();
    expect(await statuses()).toEqual(["succeeded", "waiting"]);
  });
});

describe("which events a run waits for", () => {
  test("a kind that no trigger takes leaves nothing behind where nobody waits", async () => {
    const { account, page, connection, write, work, runs, statuses, bring, routed, texts, sql } = await scene();
    const thank = { template: "Hello {{ wait.postback.payload }}" };
    const document = askDocument(connection, { method: "postback" });
    const steps = document.steps?.map((step) => (step.id === "thank" ? say("thank", connection, thank) : step));
    await startCycle(world, account, { ...document, ...(steps && { steps }) });
    await bring(postback(page, "ada", "early"));
    expect(await runs()).toEqual([]);
    await work();
    expect([await runs(), await routed()]).toEqual([[], [false]]);
    expect(await sql("SELECT id FROM run_live WHERE account_id = $1")).toEqual([]);
    await write("ada", "hi");
    await work();
    await bring(postback(page, "ada", "BLUE"));
    await work();
    expect(texts()).toEqual(["Who are you?", "Hello BLUE"]);
    expect(await statuses()).toEqual(["succeeded", "absorbed"]);
    expect(await routed()).toEqual([false, true, true]);
  });

  test("one that the condition does not fit, or cannot be put to, is none", async () => {
    const { account, connection, write, work, statuses, texts } = await scene();
    const left = { step: "wait", path: "message.text" };
    const conditions: Condition = {
      left,
      operator: "greater-than",
      right: { expression: "$number(wait.message.text) - 1" },
    };
    await startCycle(world, account, askDocument(connection, { conditions }));
    await write("ada", "hi");
    await work();
    await write("ada", "no number", "42");
    await work();
    expect(texts()).toEqual(["Who are you?", "Who are you?", "Hello 42"]);
    expect(await statuses()).toEqual(["succeeded", "waiting", "absorbed"]);
  });

  test("with a key it is anybody's, whichever worker has their lane", async () => {
    const { account, page, connection, connectors, bring, statuses, texts } = await scene();
    const key = { value: { step: "message", path: "message.text" }, path: "postback.payload" };
    const steps = [messageTrigger(connection), waitStep(connection, { method: "postback", key })];
    const thank = say("thank", connection, { template: "{{ message.sender.id }} by {{ wait.sender.id }}" });
    const edges = [
      { from: "message", to: "wait" },
      { from: "wait", to: "thank", port: "event" },
    ];
    await startCycle(world, account, { steps: [...steps, thank], edges });
    const one = await startWorker(world, connectors);
    const other = await startWorker(world, connectors);
    const both = async () => {
      for (const worker of [one, other, one, other]) await worker.tick();
      await Promise.all([one.idle(), other.idle()]);
    };
    await expect
      .poll(async () => {
        await both();
        return [one.shards.size, other.shards.size];
      })
      .toEqual([128, 128]);
    const people = Array.from({ length: 20 }, (_, at) => at);
    for (const at of people)
      await bring(message({ page, person: `p${at}`, mid: `${page} ${at}`, text: `order ${at}` }));
    await both();
    for (const at of people) await bring(postback(page, `q${at}`, `order ${at}`));
    await expect.poll(async () => (await both(), texts().length)).toBe(20);
    expect(texts().toSorted()).toEqual(people.map((at) => `p${at} by q${at}`).toSorted());
    const all = await statuses();
    expect(all.filter((status) => status === "absorbed").length).toBe(20);
    await Promise.all([one.close(), other.close()]);
  });

  test("with a key it is found also when it came before the run had come to its wait", async () => {
    const { account, page, connection, work, statuses, bring, texts, sql } = await scene();
    const key = { value: { value: 7 }, path: "postback.payload" };
    await startCycle(world, account, askDocument(connection, { method: "postback", key }));
    await bring(message({ page, mid: page, person: "ada" }));
    await sql("UPDATE run_live SET due = false WHERE account_id = $1");
    await bring(postback(page, "bob", "7"));
    await work();
    expect(texts()).toEqual([]);
    await sql(
      "UPDATE run_live SET due = true, due_at = NULL, status = 'queued' WHERE account_id = $1 AND origin = 'event'",
    );
    await work();
    expect(await statuses()).toEqual(["waiting"]);
    await sql("UPDATE run_live SET due_at = now() WHERE account_id = $1 AND origin = 'answer'");
    await work();
    expect(await statuses()).toEqual(["succeeded", "absorbed"]);
    expect(texts().length).toBe(2);
  });

  test("of several runs that wait for it the oldest gets it", async () => {
    const { account, page, connection, write, work, statuses, bring } = await scene();
    await startCycle(world, account, askDocument(connection, { method: "postback" }));
    await write("ada", "first");
    await write("ada", "second");
    await work();
    await bring(postback(page, "ada", "BLUE"));
    await work();
    expect(await statuses()).toEqual(["succeeded", "waiting", "absorbed"]);
  });

  test("inside of a For each each item waits for an event of its own", async () => {
    const { account, connection, write, work, texts, read } = await scene();
    const steps = [
      messageTrigger(connection),
      {
        id: "each",
        type: "for-each" as const,
        list: { value: ["a", "b"] },
        collect: { step: "wait", path: "message.text" },
      },
      waitStep(connection),
      say("done", connection, { expression: "$join(each.items)" }),
    ];
    const edges = [
      { from: "message", to: "each" },
      { from: "each", to: "wait", port: "item" },
      { from: "each", to: "done" },
    ];
    await startCycle(world, account, { steps, edges });
    await write("ada", "hi");
    await work();
    await write("ada", "one", "two");
    await work();
    expect(texts()).toEqual(["onetwo"]);
    const { steps: done } = await read(0);
    expect(done.filter(({ step }) => step === "wait").map(({ path, port }) => [path, port])).toEqual([
      ["0", "event"],
      ["1", "event"],
    ]);
  });
});

describe("a waiting run", () => {
  test("outlives a stop, a new version and the end of its trigger; what comes while it is held is none's", async () => {
    const { account, connection, write, work, statuses, texts } = await scene();
    const cycle = await startCycle(world, account, askDocument(connection));
    await write("ada", "hi");
    await work();
    const { database } = world;
    await database.withAccount(account, (scope) => holdRuns(scope, cycle.id));
    expect(await statuses()).toEqual(["held"]);
    await write("ada", "Nobody hears");
    await work();
    expect(await statuses()).toEqual(["held", "waiting"]);
    await database.withAccount(account, (scope) => resumeRuns(scope, cycle.id));
    await work();
    expect(await statuses()).toEqual(["waiting", "waiting"]);
    const trigger = { ...messageTrigger(connection), method: "postback" };
    await cycle.publish({ steps: [trigger] }, 2);
    await write("ada", "Ada");
    await work();
    expect(texts()).toEqual(["Who are you?", "Who are you?", "Hello Ada"]);
    expect(await statuses()).toEqual(["succeeded", "waiting", "absorbed"]);
  });

  test("can be cancelled, and is not brought back by its answer", async () => {
    const { account, connection, write, work, statuses, sql } = await scene();
    await startCycle(world, account, askDocument(connection));
    await write("ada", "hi");
    await work();
    const [row] = await sql("SELECT id FROM run_live WHERE account_id = $1");
    await world.database.withAccount(account, (scope) => cancelRun(scope, account, row.id));
    await write("ada", "Ada");
    await work();
    expect(await statuses()).toEqual(["cancelled", "waiting"]);
  });

  test("of a cycle that took one event only has its answer, and then nothing listens any more", async () => {
    const { account, connection, write, work, statuses, routed, sql } = await scene();
    await startCycle(world, account, askDocument(connection));
    await sql("UPDATE listener SET once = answers <> 'only' WHERE account_id = $1");
    await write("ada", "hi");
    await work();
    expect(await sql("SELECT status FROM cycle WHERE account_id = $1")).toEqual([{ status: "stopped" }]);
    await write("ada", "Ada");
    await work();
    expect(await statuses()).toEqual(["succeeded", "absorbed"]);
    await write("ada", "again");
    await work();
    expect(await statuses()).toEqual(["succeeded", "absorbed"]);
    expect(await routed()).toEqual([true, true, false]);
    expect(await sql("SELECT method FROM listener WHERE account_id = $1")).toEqual([]);
  });
});

test("with two workers and many at once, of each person's messages every second one answers the one before it", async () => {
  const { account, connection, connectors, write, runs, sql } = await scene();
  const steps = [messageTrigger(connection), waitStep(connection)];
  await startCycle(world, account, { steps, edges: [{ from: "message", to: "wait" }] });
  const one = await startWorker(world, connectors);
  const other = await startWorker(world, connectors);
  const people = Array.from({ length: 30 }, (_, at) => `p${at}`);
  const messages = 8;
  const talk = async (person: string, seed: number) => {
    for (let at = 0; at < messages; ) {
      // In POSTs of one to three, as they may come.
      const count = Math.min(messages - at, ((seed + at) % 3) + 1);
      await write(person, ...Array.from({ length: count }, (_, more) => String(at + more)));
      at += count;
      if (seed % 2 === 0) await Promise.all([one.tick(), other.tick()]);
    }
  };
  await Promise.all(people.map(talk));
  await expect
    .poll(
      async () => {
        for (const worker of [one, other]) await worker.tick();
        await Promise.all([one.idle(), other.idle()]);
        return sql("SELECT count(*)::int AS left FROM run_live WHERE account_id = $1");
      },
      { timeout: 30_000 },
    )
    .toEqual([{ left: 0 }]);
  await Promise.all([one.close(), other.close()]);
  const all = await runs();
  expect(all.length).toBe(200);
  const wrong = all.filter(({ text, status }) => status !== (Number(text) % 2 === 0 ? "succeeded" : "absorbed"));
  expect(wrong).toEqual([]);
  const byId = new Map(all.map((run) => [run.id, run]));
  for (const { person, text, absorbedBy } of all) {
    const taker = absorbedBy === null ? undefined : byId.get(absorbedBy);
    if (taker) expect([taker.person, taker.text]).toEqual([person, String(Number(text) - 1)]);
  }
}, 60_000);
