import { afterAll, beforeAll, expect, test } from "vitest";
import { findAccount } from "../account/accounts.ts";
import { systemClock } from "../base/clock.ts";
import { fromWire, toWire } from "../base/id.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createRunReader } from "../run/runs.ts";
import { testSealer } from "../run/testing/test-sealer.ts";
import { startWorker, testConnector } from "../run/testing/test-worker.ts";
import { createWorld, message, type World } from "../run/testing/world.ts";
import { createVersions } from "../run/versions.ts";
import { registerManualRuns } from "./manual-runs.ts";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

let world: World;
let server: TestServer;
let url: string;
let account: string;
let cycle: string;
const page = "801";

beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), createTestServer()]);
  account = await world.addAccount();
  await world.connect(account, page);
  const conditions = {
    left: { step: "message", path: "message.text" },
    operator: "equals",
    right: { value: "hi" },
  } as const;
  const steps = [
    { id: "message", type: "trigger", connector: "test", method: "message" } as const,
    { id: "other", type: "trigger", connector: "test", method: "other" } as const,
    { id: "is", type: "decision", conditions } as const,
  ];
  const edges = [
    { from: "message", to: "is" },
    { from: "other", to: "is" },
  ];
  cycle = await world.run(account, { steps, edges }, [page]);
  const { database } = world;
  const runs = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  registerManualRuns(server.api, { runs, findAccount: (ref) => findAccount(database, ref) });
  url = `/v1/accounts/${toWire("account", account)}/cycles/${toWire("cycle", cycle)}/run`;
});
afterAll(() => Promise.all([world.close(), server.close()]));

const post = async (payload?: object, at = url) => {
  const answer = await server.api.inject({ method: "POST", url: at, headers: withKey, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
};
const liveRow = async (id: string) =>
  (await world.database.pool.query("SELECT * FROM run_live WHERE id = $1", [fromWire("run", id)])).rows[0];
const message1 = { sender: { id: "p1" }, recipient: { id: page }, message: { text: "hi" } };

test("a run that a person starts is the sandbox's where its Page is", async () => {
  const { database } = world;
  const input = { ...message1, sender: { id: "p9" } };
  const setGraph = (url: string | null) =>
    database.pool.query("UPDATE setup SET graph_url = $2 WHERE id = $1", [world.setupId, url]);
  expect((await post({ input })).body).toMatchObject({ page, sandbox: false });
  await setGraph("http://127.0.0.1:3001");
  expect((await post({ input })).body).toMatchObject({ page, sandbox: true });
  await setGraph(null);
});

test("POST …/run queues one run behind what the same person wrote before, and it runs as if its trigger had fired", async () => {
  const { database } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page, person: "p1", mid: "m1" })], { setupId: world.setupId, connector: "test" });
  const { status, body } = await post({ input: message1 });
  expect(status).toBe(202);
  expect(body).toMatchObject({
    status: "queued",
    origin: "manual",
    trigger: "message",
    version: 1,
    page,
    person: "p1",
    text: "hi",
  });
  const before = (
    await database.pool.query("SELECT lane, shard, seq FROM run_live WHERE cycle_id = $1 AND origin = 'event'", [cycle])
  ).rows[0];
  const row = await liveRow(body.id);
  expect(row).toMatchObject({ lane: before.lane, shard: before.shard });
  expect(BigInt(row.seq)).toBeGreaterThan(BigInt(before.seq));
  const worker = await startWorker(world, testConnector().connectors);
  await worker.idle();
  await worker.close();
  const runs = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  const over = await runs.read(account, body.id);
  expect(over).toMatchObject({ status: "succeeded", steps: [{ step: "message" }, { step: "is", port: "true" }] });
  expect(over.steps[0]?.attempts[0]?.output).toEqual(message1);
  expect((await runs.retry(account, body.id, { from: "start", version: "same" })).status).toBe("queued");
});

test("without a sender it has a lane of its cycle, and no body means an empty input", async () => {
  const { status, body } = await post();
  expect(status).toBe(202);
  expect(await liveRow(body.id)).toMatchObject({ lane: cycle, trigger: "message" });
  expect((await post({ trigger: "other" })).body).toMatchObject({ trigger: "other", page: null, text: null });
});

test("is told of by the words it begins with, or by those of the button that was tapped", async () => {
  const textOf = async (input: object) => (await post({ input })).body.text;
  expect(await textOf({ message: { text: `\0\ud800${"a".repeat(300)}` } })).toBe(`\ufffd${"a".repeat(198)}`);
  expect(await textOf({ postback: { title: "Get started", payload: "START" } })).toBe("Get started");
  for (const message of [{}, { text: 1 }, { text: "" }, "hi", null]) expect(await textOf({ message })).toBeNull();
});

test("takes an input of 5 MiB, and refuses a larger one before anything is kept", async () => {
  const events = async () =>
    (await world.database.pool.query("SELECT count(*)::int AS count FROM event")).rows[0].count;
  const before = await events();
  expect((await post({ input: { text: "x".repeat(5 * 1024 * 1024 - 20) } })).status).toBe(202);
  for (const length of [5 * 1024 * 1024, 6 * 1024 * 1024]) {
    const { status, body } = await post({ input: { text: "x".repeat(length) } });
    expect(status).toBe(413);
    expect(body.error.code).toBe("payload_too_large");
  }
  expect(await events()).toBe(before + 1);
});

test("says what is wrong: no such trigger or cycle, not running, no object", async () => {
  expect(await post({ trigger: "is" })).toMatchObject({ status: 404, body: { error: { code: "step_not_found" } } });
  expect(await post({ input: [1] })).toMatchObject({ status: 400 });
  const elsewhere = url.replace(/cyc_[^/]+/, toWire("cycle", account));
  expect(await post({}, elsewhere)).toMatchObject({ status: 404, body: { error: { code: "cycle_not_found" } } });
  const stopped = await world.run(account, { steps: [] }, []);
  await world.database.pool.query("UPDATE cycle SET status = 'stopped' WHERE id = $1", [stopped]);
  const still = url.replace(/cyc_[^/]+/, toWire("cycle", stopped));
  expect(await post({}, still)).toMatchObject({ status: 409, body: { error: { code: "cycle_not_running" } } });
});
