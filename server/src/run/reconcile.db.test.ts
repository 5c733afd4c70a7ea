import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { newId } from "../base/id.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { cancelRun, holdRuns, resumeRuns } from "./hold-store.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";
import type { Worker } from "./worker.ts";

let world: World;
let keeper: Keeper;
let worker: Worker | null = null;
let accountId: string;
let cycleId: string;
let now: number;
const page = "page";
const stepRunId = "srn_01jd00000000000000000000aa";

beforeEach(async () => {
  world = await createWorld();
  keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  accountId = await world.addAccount();
  cycleId = await world.run(accountId, sendDocument(await world.connect(accountId, page)), [page]);
  now = Date.now();
});
afterEach(async () => {
  await worker?.close();
  worker = null;
  await world.close();
});

const query = async (text: string, values: unknown[] = []) => (await world.database.pool.query(text, values)).rows;
const keep = (item: Parameters<Keeper["keep"]>[0][number]) =>
  keeper.keep([item], { setupId: world.setupId, connector: "test" });

/** What a process leaves behind that dies during a call: an intent, and nobody who holds it. */
async function crash(): Promise<void> {
  await keep(message({ page, mid: "m" }));
  const state = { outputs: {}, next: ["reply"], trying: { step: "reply", number: 1, stepRunId } };
  const call = { stepRunId, step: "reply", path: "", number: 1, repeated: false, input: { to: "p1", text: "m" } };
  const attempt = { id: newId(), ...call, startedAt: new Date(now).toISOString() };
  await query(
    "UPDATE run_live SET status = 'running', revision = revision + 1, started_at = now(), state = $1, attempt = $2",
    [JSON.stringify(state), JSON.stringify(attempt)],
  );
}

/** The application tells of that call. */
const tell = (notice: object) => {
  const item = message({ page, mid: "echo", person: "p1" });
  return keep({ ...item, kind: "echo", triggers: [], correlation: stepRunId, item: JSON.stringify(notice) });
};

async function start(subscribedFields: readonly string[] = ["echoes"], repeat?: "unsafe") {
  const { sent, connectors } = testConnector(undefined, repeat);
  worker = await startWorker(world, connectors, { subscribedFields, clock: { now: () => now } });
  const settle = async () => {
    await query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL");
    await worker?.tick();
    await worker?.idle();
  };
  await worker.idle();
  return { sent, settle };
}

async function read() {
  const { database } = world;
  const reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  const { items } = await reader.list(accountId, { limit: 10 });
  const runs = items.map(({ status }) => status);
  const { steps } = await reader.read(accountId, items.at(-1)?.id ?? "");
  const attempts = steps.find(({ step }) => step === "reply")?.attempts ?? [];
  return { runs, attempts: attempts.map(({ number, status, repeated, output }) => [number, status, repeated, output]) };
}

it("a call that the application tells of is not made again: what it came to is in the notice", async () => {
  await crash();
  await tell({ ok: true });
  const { sent } = await start();
  expect(sent).toEqual([]);
  expect(await read()).toEqual({ runs: ["succeeded"], attempts: [[1, "succeeded", false, { ok: true }]] });
});

it("the notice is waited for, with the lane, and the run goes on when it comes", async () => {
  await crash();
  await keep(message({ page, mid: "behind" }));
  const { sent, settle } = await start();
  expect(await read()).toEqual({ runs: ["queued", "waiting"], attempts: [[1, "waiting", false, null]] });
  await settle();
  expect(sent).toEqual([]);
  await tell({ ok: true });
  await settle();
  await settle();
  expect(sent.map(({ text }) => text)).toEqual(["hi"]);
  expect(await read()).toEqual({ runs: ["succeeded", "succeeded"], attempts: [[1, "succeeded", false, { ok: true }]] });
});

it("30 s after the call was begun it is made again and marked, whatever happened in between", async () => {
  await crash();
  const first = await start();
  now += 29_000;
  await first.settle();
  expect(first.sent).toEqual([]);
  await worker?.close();
  const { sent, settle } = await start();
  await settle();
  expect(sent).toEqual([]);
  now += 1000;
  await settle();
  expect(sent).toMatchObject([{ stepRunId }]);
  const { attempts } = await read();
  expect(attempts.map(([number, status, repeated]) => [number, status, repeated])).toEqual([
    [1, "uncertain", false],
    [2, "succeeded", true],
  ]);
});

it.each([
  ["where the application does not tell of calls", [], undefined],
  ["of an action that cannot be found again", ["echoes"], "unsafe" as const],
])("nothing is waited for %s", async (_, fields, repeat) => {
  await crash();
  const { sent } = await start(fields, repeat);
  expect(sent).toMatchObject([{ stepRunId }]);
  expect((await read()).attempts[1]).toEqual([2, "succeeded", true, { ok: true }]);
});

it("a notice that says nothing of use is none", async () => {
  await crash();
  await tell({ ok: "perhaps" });
  const { sent, settle } = await start();
  now += 30_000;
  await settle();
  expect(sent.length).toBe(1);
});

it("a stop in between keeps the doubt: after the next start the notice is found, and the call not repeated", async () => {
  await crash();
  const { sent, settle } = await start();
  await world.database.withAccount(accountId, (scope) => holdRuns(scope, cycleId));
  expect((await read()).runs).toEqual(["held"]);
  await tell({ ok: true });
  await world.database.withAccount(accountId, (scope) => resumeRuns(scope, cycleId));
  await settle();
  expect(sent).toEqual([]);
  expect((await read()).runs).toEqual(["succeeded"]);
});

it("a run in doubt can be cancelled", async () => {
  await crash();
  const { sent, settle } = await start();
  const [row] = await query("SELECT id FROM run_live");
  await world.database.withAccount(accountId, (scope) => cancelRun(scope, accountId, row.id));
  now += 60_000;
  await settle();
  expect(sent).toEqual([]);
  expect((await read()).runs).toEqual(["cancelled"]);
});

it("a step that is set not to repeat is not, however safe its action says that were", async () => {
  const document = sendDocument(await world.connect(accountId, "careful"));
  const steps = document.steps?.map((step) =>
    step.type === "action" ? { ...step, afterCrash: "fail" as const } : step,
  );
  await world.run(accountId, { ...document, steps }, ["careful"]);
  await keep(message({ page: "careful", mid: "m" }));
  const lost = testConnector(() => Promise.reject(failure("timeout")), "safe");
  worker = await startWorker(world, lost.connectors);
  await worker.idle();
  expect(lost.sent.length).toBe(1);
  expect((await query("SELECT status, error->>'class' AS class FROM run"))[0]).toEqual({
    ...{ status: "failed", class: "timeout" },
  });
});
