import type { CycleDocumentInput } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clock, systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let pages = 700;
const none = [{ kind: "none" }] as unknown as Parameters<typeof testConnector>[2];
const connector = (behaviour?: Behaviour) => testConnector(behaviour, "safe", none);

/** One message to a cycle that does `body` for each number of the list; answers how to go on with it. */
async function begin(list: string, body: NonNullable<CycleDocumentInput["steps"]>, collect: string | null) {
  const account = await world.addAccount();
  const page = String((pages += 1));
  await world.connect(account, page);
  const steps: CycleDocumentInput["steps"] = [
    { id: "message", type: "trigger", connector: "test", method: "message" },
    {
      ...{ id: "each", type: "for-each", list: { expression: list } },
      ...(collect !== null && { collect: { expression: collect } }),
    },
    ...body,
    { id: "after", type: "transform", expression: "each" },
  ];
  const inside = body.map(({ id }, at) => ({
    from: body[at - 1]?.id ?? "each",
    to: id,
    ...(at === 0 && { port: "item" }),
  }));
  const edges = [{ from: "message", to: "each" }, ...inside, { from: "each", to: "after" }];
  await world.run(account, { steps, edges }, [page]);
  const { database } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, mid: page })], { setupId: world.setupId, connector: "test" });
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  return {
    account,
    reader,
    work: async (connectors: ConnectorMap, clock: Clock = systemClock) => {
      const worker = await startWorker(world, connectors, { clock });
      await worker.idle();
      await worker.close();
    },
    read: async () => {
      const [run] = (await reader.list(account, { limit: 1 })).items;
      if (!run) throw new Error("No run came.");
      return reader.read(account, run.id);
    },
  };
}

const send = {
  id: "send",
  type: "action" as const,
  connector: "test",
  method: "send",
  input: { to: { value: "1" }, text: { template: "{{ each.item }}" } },
};
const outputOf = (run: Awaited<ReturnType<Awaited<ReturnType<typeof begin>>["read"]>>, step: string) =>
  run.steps.find((each) => each.step === step && each.path === "")?.attempts.at(-1)?.output;

test("calls once for each item, in order, and writes no more at the last item than at the first", async () => {
  const { account, work, read } = await begin("[1..200]", [send], "send.ok");
  const sizes: number[] = [];
  const { connectors, sent } = connector(async () => {
    const { rows } = await world.database.pool.query<{ size: number }>(
      "SELECT octet_length(state::text) AS size FROM run_live WHERE account_id = $1",
      [account],
    );
    sizes.push(rows[0]?.size ?? 0);
  });
  await work(connectors);
  expect(sent.map(({ text }) => text)).toEqual(Array.from({ length: 200 }, (_, at) => String(at + 1)));
  expect(Math.max(...sizes)).toBeLessThan((sizes[0] ?? 0) + 10);
  const run = await read();
  expect(run.status).toBe("succeeded");
  expect(outputOf(run, "after")).toEqual({ count: 200, items: Array(200).fill(true) });
  expect(run.steps.find(({ step, path }) => step === "send" && path === "199")).toMatchObject({ status: "succeeded" });
  expect(run.steps.filter(({ step, path }) => step === "each" && path === "")).toMatchObject([
    { status: "succeeded", attempts: [{ input: { list: expect.any(Array) }, output: { count: 200 } }] },
  ]);
});

test("computes 10,000 items without a call", async () => {
  const double = { id: "double", type: "transform" as const, expression: "each.item * 2" };
  const { work, read } = await begin("[1..10000]", [double], "double");
  // A run may compute for 10 s: a busy machine is not what this is about.
  const start = systemClock.now();
  await work(connector().connectors, { now: () => start + (systemClock.now() - start) / 10 });
  const run = await read();
  expect(run).toMatchObject({ status: "succeeded", error: null });
  expect(outputOf(run, "after")).toEqual({
    count: 10_000,
    items: Array.from({ length: 10_000 }, (_, at) => (at + 1) * 2),
  });
});

test("goes on where it was after a Delay inside, in another process, with a list too long for a row", async () => {
  let now = systemClock.now();
  const delay = { id: "delay", type: "delay" as const, duration: { value: 1 }, unit: "hours" as const };
  const { account, work, read } = await begin(
    "[1..3].($pad($string($), 150000, '-'))",
    [delay],
    "$substring(each.item, 0, 2)",
  );
  for (let item = 0; item < 3; item += 1) {
    await work(connector().connectors, { now: () => now });
    expect((await read()).status).toBe("sleeping");
    now += 3_600_000;
    await world.database.pool.query(
      "UPDATE run_live SET due = true, due_at = NULL, status = 'queued' WHERE account_id = $1",
      [account],
    );
  }
  await work(connector().connectors, { now: () => now });
  const run = await read();
  expect(run.status).toBe("succeeded");
  expect(outputOf(run, "after")).toEqual({ count: 3, items: ["1-", "2-", "3-"] });
  expect(run.steps.filter(({ step }) => step === "delay")).toMatchObject(
    ["0", "1", "2"].map((path) => ({ path, status: "succeeded", attempts: [{}] })),
  );
});

test("a retry from the failed step goes on with the item that failed", async () => {
  const { account, reader, work, read } = await begin("['a', 'b', 'c']", [send], "each.item & '!'");
  await work(
    connector(({ text }) => {
      if (text === "b") throw failure("terminal");
    }).connectors,
  );
  const failed = await read();
  expect(failed).toMatchObject({ status: "failed", error: { step: "send" } });
  expect(failed.steps.find(({ step, path }) => step === "each" && path === "")).toMatchObject({ status: "failed" });
  await reader.retry(account, failed.id, { from: "failed-step", version: "same" });
  const { connectors, sent } = connector();
  await work(connectors);
  expect(sent.map(({ text }) => text)).toEqual(["b", "c"]);
  const run = await read();
  expect(run).toMatchObject({ status: "succeeded", retryOf: failed.id });
  expect(outputOf(run, "after")).toEqual({ count: 3, items: ["a!", "b!", "c!"] });
});
