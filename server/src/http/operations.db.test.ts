import { afterAll, beforeAll, expect, test } from "vitest";
import { findAccount } from "../account/accounts.ts";
import { systemClock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createEventReplays } from "../ingest/replay-many.ts";
import { createFailureReader } from "../run/failures.ts";
import { createOperations } from "../run/operations.ts";
import { workAtOperations } from "../run/operation-work.ts";
import { createRunReader } from "../run/runs.ts";
import { testSealer } from "../run/testing/test-sealer.ts";
import { noReplays } from "../run/testing/no-replays.ts";
import { failure, startWorker, testConnector } from "../run/testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { createVersions } from "../run/versions.ts";
import { registerEventReplays } from "./event-replays.ts";
import { registerOperations } from "./operations.ts";
import { registerRunFailures } from "./run-failures.ts";
import { registerRuns } from "./runs.ts";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

let world: World;
let server: TestServer;
let account: string;
let home: string;
let runs: string[];
const page = "802";

beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), createTestServer()]);
  const { database } = world;
  account = await world.addAccount();
  home = `/v1/accounts/${toWire("account", account)}`;
  await world.run(account, sendDocument(await world.connect(account, page)), [page]);
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  const operations = createOperations({ database, clock: systemClock });
  const deps = { runs: reader, operations, findAccount: (ref: string) => findAccount(database, ref) };
  registerRuns(server.api, deps);
  registerOperations(server.api, deps);
  registerRunFailures(server.api, {
    ...deps,
    failures: createFailureReader({ database, versions: createVersions(database) }),
  });
  const replays = createEventReplays({ database, connectors: new Map(), clock: systemClock });
  registerEventReplays(server.api, { ...deps, replays });
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const messages = ["a", "b"].map((mid) => message({ page, person: mid, mid }));
  await keeper.keep(messages, { setupId: world.setupId, connector: "test" });
  const { connectors } = testConnector(() => {
    throw failure("terminal");
  });
  const worker = await startWorker(world, connectors);
  await worker.idle();
  await worker.close();
  runs = (await reader.list(account, { limit: 2 })).items.map(({ id }) => id).toReversed();
});
afterAll(() => Promise.all([world.close(), server.close()]));

async function call(method: "GET" | "POST", path: string, payload?: object) {
  const url = `${home}${path}`;
  const answer = await server.api.inject({ method, url, headers: withKey, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

test("GET …/runs/{id}/steps pages through attempts with where they stand", async () => {
  const { status, body } = await call("GET", `/runs/${runs[0]}/steps?status=failed`);
  expect({ status, next: body.nextCursor }).toEqual({ status: 200, next: null });
  expect(body.items).toMatchObject([{ step: "reply", path: "", port: null, number: 1, error: { code: "it_failed" } }]);
  expect((await call("GET", `/runs/${runs[0]}/steps?path=x`)).status).toBe(400);
  expect((await call("GET", `/runs/${runs[0]}`)).body.stepsCursor).toBeNull();
});

test("POST …/retry with skip goes on behind the failed step with what is given", async () => {
  const skip = { output: { ok: true } };
  const { status, body } = await call("POST", `/runs/${runs[0]}/retry`, { from: "failed-step", skip });
  expect({ status, retryOf: body.retryOf }).toEqual({ status: 200, retryOf: runs[0] });
  expect(body.steps.at(-1)).toMatchObject({ step: "reply", status: "skipped", attempts: [skip] });
  expect((await call("POST", `/runs/${runs[0]}/retry`, { skip })).status).toBe(400);
  const again = await call("POST", `/runs/${body.id}/retry`, { from: "failed-step", skip });
  expect(again).toMatchObject({ status: 409, body: { error: { code: "run_not_finished" } } });
  await call("POST", `/runs/${body.id}/cancel`);
  const cancelled = await call("POST", `/runs/${body.id}/retry`, { from: "failed-step", skip });
  expect(cancelled).toMatchObject({ status: 409, body: { error: { code: "run_not_failed" } } });
});

test("POST …/runs/retry counts first, then retries in the background, and answers how far it is", async () => {
  const counted = await call("POST", "/runs/retry", { preview: true, from: "failed-step" });
  // The other one has been retried already.
  expect(counted).toEqual({ status: 200, body: { runs: 1, more: false } });
  const { status, body } = await call("POST", "/runs/retry", { from: "failed-step", filter: { person: "b" } });
  expect({ status, state: body.status }).toEqual({ status: 202, state: "running" });
  const log = createLog({ level: "fatal", pretty: false });
  const { database } = world;
  const deps = { database, versions: createVersions(database), clock: systemClock, log, touch: () => {}, ...noReplays };
  await workAtOperations(deps, new AbortController().signal);
  const over = await call("GET", `/operations/${body.id}`);
  expect(over).toMatchObject({ status: 200, body: { status: "done", done: 1, filter: {} } });
  expect((await call("GET", "/operations")).body).toEqual({ items: [over.body], nextCursor: null });
  expect(await call("POST", `/operations/${body.id}/stop`)).toMatchObject({
    status: 409,
    body: { error: { code: "operation_finished" } },
  });
  const made = (await call("GET", "/runs?status=queued")).body.items;
  expect(made).toMatchObject([{ retryOf: runs[1], origin: "retry" }]);
});

test("POST …/runs/cancel counts and cancels what is not over; a wrong wish is refused", async () => {
  expect((await call("POST", "/runs/cancel", { preview: true })).body).toEqual({ runs: 1, more: false });
  expect((await call("POST", "/runs/cancel", {})).status).toBe(202);
  expect((await call("POST", "/runs/cancel", { filter: { status: "failed" } })).body.error.code).toBe(
    "invalid_request",
  );
  expect((await call("POST", "/runs/retry", { filter: { status: "queued" } })).body.error.code).toBe("invalid_request");
  const missing = await call("GET", `/operations/ope_${"0".repeat(26)}`);
  expect(missing).toMatchObject({ status: 404, body: { error: { code: "operation_not_found" } } });
});

test("GET …/runs/failures says what fails most, in an account and in all", async () => {
  const { status, body } = await call("GET", "/runs/failures?step=reply");
  expect(status).toBe(200);
  expect(body).toMatchObject({ more: false, items: [{ code: "it_failed", step: "reply", class: "terminal" }] });
  const all = await server.api.inject({ url: "/v1/runs/failures?code=it_failed", headers: withKey });
  expect(all.json().items).toEqual(body.items);
  expect((await call("GET", "/runs/failures?status=failed")).body.items).toEqual(body.items);
  expect((await call("GET", "/runs?code=it_failed&step=reply")).body.items.length).toBeGreaterThan(0);
});

test("POST …/events/replay counts first, and then answers an operation; a wrong wish is refused", async () => {
  const counted = await call("POST", "/events/replay", { preview: true, filter: { person: "a" } });
  expect(counted).toEqual({ status: 200, body: { events: 1, heard: 0, runs: 0, more: false, cycles: [] } });
  const { status, body } = await call("POST", "/events/replay", {
    filter: { ids: ["evt_1"] },
  });
  expect({ status, code: body.error.code }).toEqual({ status: 400, code: "invalid_request" });
  const forgotten = await call("POST", "/events/replay", {});
  expect(forgotten).toMatchObject({ status: 400, body: { error: { details: { problems: [{ path: "filter" }] } } } });
  expect(forgotten.body.error.message).toContain("say which are meant; {} means all of the account");
  const half = await call("POST", "/events/replay", { filter: { person: "\ud83d" } });
  expect({ status: half.status, code: half.body.error?.code }).toEqual({ status: 400, code: "invalid_request" });
  const asked = await call("POST", "/events/replay", { filter: { routed: true } });
  expect(asked).toMatchObject({ status: 202, body: { kind: "replay", events: { expected: 2, seen: 0 } } });
  expect((await call("GET", "/operations")).body.items[0]).toEqual(asked.body);
  expect((await call("POST", `/operations/${asked.body.id}/stop`)).body).toMatchObject({ status: "stopped" });
});
