import type { CycleDocumentInput, RunRetry, RunWithSteps } from "@velodrome/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createRunReader, type RunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
let reader: RunReader;
let account: string;
let pages = 900;
beforeAll(async () => {
  world = await createWorld();
  const { database } = world;
  reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
});
afterAll(() => world.close());

const trigger = { id: "message", type: "trigger", connector: "test", method: "message" } as const;
const send = (id: string, text: object = { value: id }) => ({
  ...{ id, type: "action" as const, connector: "test", method: "send" },
  input: { to: { value: "p" }, text: text as { value: string } },
});

async function work(behaviour?: Behaviour): Promise<string[]> {
  const { sent, connectors } = testConnector(behaviour, "safe", [{ kind: "none" }] as never);
  const worker = await startWorker(world, connectors);
  await worker.idle();
  await worker.close();
  return sent.map(({ text }) => text);
}

const latest = async (): Promise<RunWithSteps> => {
  const [run] = (await reader.list(account, { limit: 1 })).items;
  if (!run) throw new Error("No run came.");
  return reader.read(account, run.id);
};

/** A run of these steps that failed where calls with these texts fail. */
async function failedRun(document: CycleDocumentInput, ...failing: string[]): Promise<RunWithSteps> {
  account = await world.addAccount();
  const page = String((pages += 1));
  await world.connect(account, page);
  await world.run(account, { ...document, steps: [trigger, ...(document.steps ?? [])] }, [page]);
  const keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, mid: page })], { setupId: world.setupId, connector: "test" });
  await work(({ text }) => {
    if (failing.includes(text)) throw failure("terminal");
  });
  const run = await latest();
  expect(run.status).toBe("failed");
  return run;
}

const skip = (run: RunWithSteps, given: RunRetry["skip"]) =>
  reader.retry(account, run.id, { from: "failed-step", version: "same", skip: given });
const stepOf = (run: RunWithSteps, step: string, path = "") =>
  run.steps.find((each) => each.step === step && each.path === path);

const three: CycleDocumentInput = {
  steps: [send("a"), send("b"), send("c", { step: "b", path: "id" })],
  edges: [
    { from: "message", to: "a" },
    { from: "a", to: "b" },
    { from: "b", to: "c" },
  ],
};

test("the failed step is not done again, and those behind it see the output that was given", async () => {
  const run = await failedRun(three, "b");
  const begun = await skip(run, { output: { id: "by hand" } });
  expect(begun).toMatchObject({ status: "queued", retryOf: run.id });
  expect(await work()).toEqual(["by hand"]);
  const over = await latest();
  expect(over.status).toBe("succeeded");
  expect(stepOf(over, "a")).toMatchObject({ status: "succeeded" });
  expect(stepOf(over, "b")).toMatchObject({
    status: "skipped",
    attempts: [{ output: { id: "by hand" }, error: null }],
  });
});

test("what was skipped stays skipped when a later step fails and is retried", async () => {
  const run = await failedRun(three, "b");
  await skip(run, { output: { id: "odd" } });
  await work(({ text }) => {
    if (text === "odd") throw failure("terminal");
  });
  const again = await latest();
  expect(again).toMatchObject({ status: "failed", error: { step: "c" } });
  await reader.retry(account, again.id, { from: "failed-step", version: "same" });
  expect(await work()).toEqual(["odd"]);
  expect(stepOf(await latest(), "b")).toMatchObject({ status: "skipped" });
});

test("an item's step is skipped for that item only", async () => {
  const document: CycleDocumentInput = {
    steps: [
      {
        ...{ id: "each", type: "for-each", list: { expression: "['x', 'y', 'z']" } },
        collect: { expression: "send.ok ? each.item : 'none'" },
      },
      send("send", { step: "each", path: "item" }),
      { id: "after", type: "transform", expression: "each.items" },
    ],
    edges: [
      { from: "message", to: "each" },
      { from: "each", to: "send", port: "item" },
      { from: "each", to: "after" },
    ],
  };
  const run = await failedRun(document, "y");
  await skip(run, { output: null });
  expect(await work()).toEqual(["z"]);
  const over = await latest();
  expect(over.status).toBe("succeeded");
  expect(stepOf(over, "send", "1")).toMatchObject({ status: "skipped" });
  expect(stepOf(over, "after")?.attempts[0]?.output).toEqual(["x", "none", "z"]);
});

test("a step with several ways out is skipped by one of them, and no other step by any", async () => {
  const conditions = { left: { expression: '$error("no")' }, operator: "exists" as const };
  const document: CycleDocumentInput = {
    steps: [{ id: "is", type: "decision", conditions: { all: [conditions] } }, send("yes"), send("no")],
    edges: [
      { from: "message", to: "is" },
      { from: "is", to: "yes", port: "true" },
      { from: "is", to: "no", port: "false" },
    ],
  };
  const run = await failedRun(document);
  await expect(skip(run, { output: {} })).rejects.toMatchObject({
    code: "invalid_request",
    details: { ports: ["true", "false"] },
  });
  await expect(skip(run, { output: {}, port: "maybe" })).rejects.toMatchObject({ code: "invalid_request" });
  await skip(run, { output: {}, port: "true" });
  expect(await work()).toEqual(["yes"]);
  expect(stepOf(await latest(), "is")).toMatchObject({ status: "skipped", port: "true" });
  const other = await failedRun(three, "b");
  await expect(skip(other, { output: {}, port: "true" })).rejects.toMatchObject({ code: "invalid_request" });
});

test("a skipped Set variables sets what is given", async () => {
  const document: CycleDocumentInput = {
    steps: [
      { id: "set", type: "set-variables", variables: [{ name: "count", value: { expression: '$error("no")' } }] },
      send("tell", { variable: "count" }),
    ],
    edges: [
      { from: "message", to: "set" },
      { from: "set", to: "tell" },
    ],
    variables: { count: "0" },
  };
  await skip(await failedRun(document), { output: { count: "7" } });
  expect(await work()).toEqual(["7"]);
});

test("an output too long for a row is kept aside", async () => {
  const id = "x".repeat(300_000);
  await skip(await failedRun(three, "b"), { output: { id } });
  expect(await work()).toEqual([id]);
  expect(stepOf(await latest(), "b")?.attempts[0]?.output).toEqual({ id });
});

test("nothing is skipped in a run that failed at no step, or did not fail, or is not over", async () => {
  const run = await failedRun(three, "b");
  await world.database.pool.query('UPDATE run SET error = \'{"code":"run_too_long"}\' WHERE account_id = $1', [
    account,
  ]);
  await expect(skip(run, { output: {} })).rejects.toMatchObject({ code: "run_not_failed" });
  await world.database.pool.query("UPDATE run SET status = 'succeeded' WHERE account_id = $1", [account]);
  await expect(skip(run, { output: {} })).rejects.toMatchObject({ code: "run_not_failed" });
  const queued = await reader.retry(account, run.id, { from: "start", version: "same" });
  await expect(skip(queued, { output: {} })).rejects.toMatchObject({ code: "run_not_finished" });
});
