import type { ScheduleStep } from "@velodrome/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../base/log.ts";
import { writeDue } from "../cycle/due.ts";
import { readVersion } from "../cycle/version-store.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { Schedules } from "./schedules.ts";
import { startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
let now = Date.parse("2026-11-22T12:00:00.000Z");
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const touched: string[][] = [];
const schedules = () =>
  new Schedules({
    database: world.database,
    clock: { now: () => now },
    log: createLog({ level: "fatal", pretty: false }),
    touch: (accounts) => touched.push([...accounts]),
  });

/** A running cycle with these schedules and nothing else but one step. */
async function begin(steps: Partial<ScheduleStep>[], once?: boolean) {
  const account = await world.addAccount();
  const all = steps.map((step, at) => ({ id: `at${at}`, type: "schedule" as const, ...step }));
  const show = { id: "show", type: "transform" as const, expression: "at0.scheduledAt" };
  const edges = all.map(({ id }) => ({ from: id, to: "show" }));
  const cycle = await world.run(account, { steps: [...all, show], edges } as Parameters<World["run"]>[1], []);
  await world.database.withAccount(account, async (scope) => {
    const live = await readVersion(scope, account, cycle, 1);
    if (!live) throw new Error("It has no version.");
    await writeDue(scope, { accountId: account, cycleId: cycle, version: 1, document: live.document }, now, once);
  });
  const reader = createRunReader({
    sealer: testSealer,
    database: world.database,
    versions: createVersions(world.database),
    touch: () => {},
  });
  const query = async <T extends object>(text: string) => (await world.database.pool.query<T>(text, [cycle])).rows;
  return {
    account,
    cycle,
    reader,
    runs: async () => (await reader.list(account, { limit: 50 })).items,
    due: async () =>
      (await query<{ step: string; next_at: Date }>("SELECT * FROM trigger_due WHERE cycle_id = $1 ORDER BY step")).map(
        (row) => `${row.step} ${row.next_at.toISOString()}`,
      ),
    query,
  };
}

const hourly = { every: { count: 1, unit: "hours" as const } };

test("a schedule fires once when its time has come, whoever looks, and its run knows for when", async () => {
  const { account, reader, runs, due } = await begin([hourly]);
  const [one, other] = [schedules(), schedules()];
  await one.tick();
  expect(await runs()).toEqual([]);
  now += 3_600_000;
  touched.length = 0;
  await Promise.all([one.tick(), other.tick()]);
  await one.tick();
  expect(touched).toEqual([[account]]);
  const [run, ...more] = await runs();
  expect(more).toEqual([]);
  expect(run).toMatchObject({ origin: "event", trigger: "at0", status: "queued", version: 1 });
  expect(await due()).toEqual(["at0 2026-11-22T14:00:00.000Z"]);
  const worker = await startWorker(world, testConnector().connectors);
  await worker.idle();
  await worker.close();
  const over = await reader.read(account, run?.id ?? "");
  expect(over.status).toBe("succeeded");
  expect(over.steps.map(({ attempts }) => attempts[0]?.output)).toEqual([
    { scheduledAt: "2026-11-22T13:00:00.000Z" },
    "2026-11-22T13:00:00.000Z",
  ]);
});

test("what was missed while nobody looked is one run, and the next time lies ahead", async () => {
  const { runs, due } = await begin([hourly, { cron: "30 9 * * *" }]);
  now += 50 * 3_600_000;
  await schedules().tick();
  expect((await runs()).map(({ trigger }) => trigger).toSorted()).toEqual(["at0", "at1"]);
  expect(await due()).toEqual(["at0 2026-11-24T16:00:00.000Z", "at1 2026-11-25T09:30:00.000Z"]);
});

test("a cycle that takes one only stops at its first firing", async () => {
  const { runs, due, query } = await begin([hourly, hourly], true);
  now += 3_600_000;
  await schedules().tick();
  expect(await runs()).toHaveLength(1);
  expect(await due()).toEqual([]);
  expect(await query("SELECT status FROM cycle WHERE id = $1")).toEqual([{ status: "stopped" }]);
});

test("a cycle that stopped meanwhile fires nothing and is forgotten", async () => {
  const { runs, due, query } = await begin([hourly]);
  await query("UPDATE cycle SET status = 'stopped' WHERE id = $1");
  now += 3_600_000;
  await schedules().tick();
  expect(await runs()).toEqual([]);
  expect(await due()).toEqual([]);
});
