import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { createOperations } from "../run/operations.ts";
import { workAtOperations } from "../run/operation-work.ts";
import { noReplays } from "../run/testing/no-replays.ts";
import { startWorker, testConnector } from "../run/testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { createVersions } from "../run/versions.ts";
import { registerConnectionBacklog } from "./connection-backlog.ts";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

let world: World;
let server: TestServer;
let keeper: Keeper;
let accountId: string;
let connectionId: string;
let address: string;
let pages = 0;
const dayMs = 24 * 3_600_000;

beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), createTestServer()]);
  const { database } = world;
  keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const operations = createOperations({ database, clock: systemClock });
  registerConnectionBacklog(server.api, { database, clock: systemClock, operations });
});
afterAll(() => Promise.all([world.close(), server.close()]));

const query = async (text: string, values: unknown[] = []) => (await world.database.pool.query(text, values)).rows;
const page = () => `page ${pages}`;
const receive = (...mids: string[]) =>
  keeper.keep(
    mids.map((mid) => message({ page: page(), mid, person: mid, text: mid })),
    { setupId: world.setupId, connector: "test" },
  );

beforeEach(async () => {
  pages += 1;
  accountId = await world.addAccount();
  connectionId = await world.connect(accountId, page());
  await world.run(accountId, sendDocument(connectionId), [page()]);
  address = `/v1/accounts/${toWire("account", accountId)}/connections/${toWire("connection", connectionId)}/backlog`;
});

async function call(method: "GET" | "POST", payload?: object, url = address) {
  const answer = await server.api.inject({ method, url, headers: withKey, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}
const backlog = async () => (await call("GET")).body;

/** Lets a worker take what is due; `dead`: without a token. */
async function work(dead: boolean, elapsed = 0) {
  const { sent, connectors } = testConnector();
  const clock = { now: () => systemClock.now() + elapsed };
  const worker = await startWorker(world, connectors, { clock, standing: () => (dead ? "dead" : "open") });
  await worker.idle();
  await worker.close();
  return sent.map(({ text }) => text).sort();
}

/** Messages whose runs waited a day for somebody to sign in. */
async function failDead(...mids: string[]) {
  await receive(...mids);
  await work(true);
  await query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE account_id = $1", [accountId]);
  await work(true, dayMs);
}
const workAtAll = () =>
  workAtOperations(
    {
      ...{ database: world.database, versions: createVersions(world.database), clock: systemClock, touch: () => {} },
      log: createLog({ level: "silent", pretty: false, write: () => {} }),
      ...noReplays,
    },
    new AbortController().signal,
  );
/** As if they had come in before this day. */
const age = (mids: readonly string[]) =>
  query(
    `UPDATE run SET id = uuid_beside(uuid_at(now() - interval '2 days')), created_at = now() - interval '2 days'
     WHERE account_id = $1 AND lane LIKE ANY ($2)`,
    [accountId, mids.map((mid) => `%${mid}`)],
  );

test("GET …/backlog of a connection counts what failed without a token and what waits", async () => {
  expect(await backlog()).toMatchObject({ since: null, recent: { count: 0 }, older: { count: 0 }, cycles: [] });
  await failDead("a", "b", "c");
  await age(["a"]);
  await receive("d");
  await work(true);
  const answer = await backlog();
  expect(answer).toMatchObject({
    recent: { count: 2, more: false },
    older: { count: 1, more: false },
    waiting: { count: 1, more: false },
    cycles: [{ status: "running", runs: 3 }],
  });
  expect(systemClock.now() - Date.parse(answer.since)).toBeGreaterThan(dayMs);
});

test("POST …/backlog with none asks no more, and answers nothing", async () => {
  await failDead("a", "b");
  expect(await call("POST", { answer: "none" })).toEqual({ status: 200, body: { operation: null } });
  expect(await backlog()).toMatchObject({ since: null, cycles: [] });
  expect(await query("SELECT FROM operation WHERE account_id = $1", [accountId])).toEqual([]);
  expect(await query("SELECT details FROM audit WHERE account_id = $1", [accountId])).toMatchObject([
    { details: { answer: "none", connection: toWire("connection", connectionId) } },
  ]);
  // What fails later is another question.
  await failDead("c");
  expect(await backlog()).toMatchObject({ recent: { count: 1 } });
});

test("POST …/backlog with recent leaves what is older, with all everything goes on from where it failed", async () => {
  await failDead("a", "b", "c");
  await age(["a"]);
  const { body } = await call("POST", { answer: "recent" });
  expect(body.operation).toMatchObject({ kind: "retry", expected: { runs: 2 } });
  await workAtAll();
  expect(await work(false)).toEqual(["b", "c"]);
  expect(await backlog()).toMatchObject({ since: null });
  await failDead("d", "e");
  await age(["d"]);
  expect((await call("POST", { answer: "all" })).body.operation.expected.runs).toBe(2);
  await workAtAll();
  // What was left the time before is not brought up again.
  expect(await work(false)).toEqual(["d", "e"]);
});

test("a connection that is not there or another account's is not found", async () => {
  const other = toWire("account", await world.addAccount());
  const foreign = address.replace(/acc_\w+/, other);
  expect((await call("GET", undefined, foreign)).body.error.code).toBe("connection_not_found");
  expect((await call("POST", { answer: "all" }, foreign)).status).toBe(404);
});
