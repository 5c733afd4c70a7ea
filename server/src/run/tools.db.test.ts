import type { CycleDocumentInput } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putVariable } from "../account/variables.ts";
import { type Clock, systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createScriptPool } from "../step/script.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
const scripts = createScriptPool();
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await scripts.close();
  await world.close();
});

const trigger = { id: "message", type: "trigger", connector: "test", method: "message" } as const;
let pages = 600;

/** One message to a cycle with these steps; answers its run when it is over. */
async function runOnce(document: CycleDocumentInput, text: string) {
  const { read } = await begin(document, text);
  return read();
}

async function begin(
  document: CycleDocumentInput,
  text: string,
  {
    clock = systemClock,
    connectors = testConnector().connectors,
    before = async () => {},
  }: { clock?: Clock; connectors?: ConnectorMap; before?: (accountId: string) => Promise<void> } = {},
) {
  const account = await world.addAccount();
  await before(account);
  const page = String((pages += 1));
  await world.connect(account, page);
  await world.run(account, { ...document, steps: [trigger, ...(document.steps ?? [])] }, [page]);
  const { database } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, mid: page, text })], { setupId: world.setupId, connector: "test" });
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  const work = async () => {
    const worker = await startWorker(world, connectors, { scripts, clock });
    await worker.idle();
    await worker.close();
  };
  await work();
  const read = async () => {
    const [run] = (await reader.list(account, { limit: 1 })).items;
    if (!run) throw new Error("No run came.");
    return reader.read(account, run.id);
  };
  return { read, work, account };
}

const script = (code: string, timeoutMs = 5000) => ({
  id: "script",
  type: "script" as const,
  code,
  timeoutMs,
  input: { text: { step: "message", path: "message.text" } },
});

test("a script computes in a thread, and what it returns is there for later steps", async () => {
  const steps = [
    script("console.log('counting'); return { letters: input.text.length };"),
    { id: "double", type: "transform" as const, expression: "script.letters * 2" },
  ];
  const edges = [
    { from: "message", to: "script" },
    { from: "script", to: "double" },
  ];
  const run = await runOnce({ steps, edges }, "seven..");
  expect(run.status).toBe("succeeded");
  const [, first, second] = run.steps.map(({ attempts }) => attempts[0]);
  expect(first).toMatchObject({ input: { text: "seven..", log: ["counting"] }, output: { letters: 7 } });
  expect(second).toMatchObject({ output: 14 });
});

test("a script that never ends fails its run, or goes out by the error port", async () => {
  const endless = await runOnce(
    { steps: [script("for (;;) {}", 100)], edges: [{ from: "message", to: "script" }] },
    "hi",
  );
  expect(endless).toMatchObject({ status: "failed", error: { code: "script_too_long", step: "script" } });
  const steps = [
    script("throw new Error(input.text)"),
    { id: "stop", type: "stop" as const, outcome: "succeed" as const },
  ];
  const edges = [
    { from: "message", to: "script" },
    { from: "script", to: "stop", port: "error" },
  ];
  const caught = await runOnce({ steps, edges }, "no good");
  expect(caught.status).toBe("succeeded");
  expect(caught.steps.find(({ step }) => step === "script")).toMatchObject({ status: "failed", port: "error" });
});

test("a step that is switched off is passed over, and what leads to it leads on", async () => {
  const steps = [
    { ...script("return 1"), disabled: true },
    { id: "is", type: "decision" as const, disabled: true },
    { id: "yes", type: "transform" as const, expression: "1 + 1" },
    { id: "no", type: "transform" as const, expression: "0" },
  ];
  const edges = [
    { from: "message", to: "script" },
    { from: "script", to: "is" },
    { from: "is", to: "yes", port: "true" },
    { from: "is", to: "no", port: "false" },
  ];
  const run = await runOnce({ steps, edges }, "hi");
  expect(run.status).toBe("succeeded");
  expect(run.steps.map(({ step }) => step)).toEqual(["message", "yes"]);
});

const delayed: CycleDocumentInput = {
  steps: [
    { id: "delay", type: "delay", duration: { value: 2 }, unit: "hours" },
    { id: "after", type: "transform", expression: "delay.until" },
  ],
  edges: [
    { from: "message", to: "delay" },
    { from: "delay", to: "after" },
  ],
};

test("a Delay lets the run sleep, over the end of its process, and goes on when its time has come", async () => {
  let now = Date.UTC(2026, 10, 22, 12);
  const { read, work, account } = await begin(delayed, "hi", { clock: { now: () => now } });
  const asleep = await read();
  expect(asleep).toMatchObject({ status: "sleeping", dueAt: expect.any(String) });
  expect(asleep.steps[1]).toMatchObject({ step: "delay", status: "sleeping", attempts: [{ finishedAt: null }] });
  // Woken by a restart of its cycle, say: it is not time yet.
  const wake = () =>
    world.database.pool.query(
      "UPDATE run_live SET due = true, due_at = NULL, status = 'queued' WHERE account_id = $1",
      [account],
    );
  await wake();
  await work();
  expect((await read()).status).toBe("sleeping");
  now += 2 * 3_600_000;
  await wake();
  await work();
  const over = await read();
  expect(over.status).toBe("succeeded");
  expect(over.steps[1]).toMatchObject({
    status: "succeeded",
    attempts: [{ startedAt: "2026-11-22T12:00:00.000Z", finishedAt: "2026-11-22T14:00:00.000Z" }],
  });
  expect(over.steps[2]?.attempts[0]?.output).toBe("2026-11-22T14:00:00.000Z");
});

test("Wait until goes on at once when the date is past, and fails when it is none or too far", async () => {
  const until = async (text: string) => {
    const step = { id: "wait", type: "wait-until" as const, until: { step: "message", path: "message.text" } };
    return runOnce({ steps: [step], edges: [{ from: "message", to: "wait" }] }, text);
  };
  expect(await until("2020-01-01T09:00")).toMatchObject({ status: "succeeded" });
  expect(await until("soon")).toMatchObject({ status: "failed", error: { code: "date_invalid", step: "wait" } });
  expect(await until("2999-01-01")).toMatchObject({ status: "failed", error: { code: "sleep_too_long" } });
});

test("a step without a connection calls where its connector has a kind of authentication that asks for nothing", async () => {
  const input = { to: { value: "1" }, text: { value: "hi" } };
  const document: CycleDocumentInput = {
    steps: [{ id: "call", type: "action", connector: "test", method: "send", input }],
    edges: [{ from: "message", to: "call" }],
  };
  const open = testConnector(undefined, "safe", [{ kind: "none", title: "None" }]);
  const run = await (await begin(document, "hi", { connectors: open.connectors })).read();
  expect([run.status, open.sent.length]).toEqual(["succeeded", 1]);
  const closed = testConnector();
  const refused = await (await begin(document, "hi", { connectors: closed.connectors })).read();
  expect(refused).toMatchObject({ status: "failed", error: { code: "connection_not_authenticated" } });
  expect(closed.sent).toEqual([]);
});

test("steps see the account's variables as they are when the run is taken up, and a run that sets one keeps its own", async () => {
  const document: CycleDocumentInput = {
    steps: [
      { id: "first", type: "transform", expression: "$variables.shop & ' ' & $variables.city" },
      { id: "set", type: "set-variables", variables: [{ name: "city", value: { value: "Rome" } }] },
      { id: "delay", type: "delay", duration: { value: 1 }, unit: "hours" },
      { id: "second", type: "transform", expression: "$variables.shop & ' ' & $variables.city" },
    ],
    edges: [
      { from: "message", to: "first" },
      { from: "first", to: "set" },
      { from: "set", to: "delay" },
      { from: "delay", to: "second" },
    ],
  };
  const set = (accountId: string, name: string, value: string) =>
    putVariable({ database: world.database, touch: () => {} }, { accountId, name }, { value });
  let now = systemClock.now();
  const { read, work, account } = await begin(document, "hi", {
    clock: { now: () => now },
    before: async (id) => {
      await set(id, "shop", "Blue");
      await set(id, "city", "Oslo");
    },
  });
  await set(account, "shop", "Red");
  await set(account, "city", "Paris");
  now += 3_600_000;
  await world.database.pool.query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE account_id = $1", [
    account,
  ]);
  await work();
  const outputs = (await read()).steps.map(({ step, attempts }) => [step, attempts.at(-1)?.output]);
  expect(Object.fromEntries(outputs)).toMatchObject({ first: "Blue Oslo", second: "Red Rome" });
});
