import { defaultRetention, generalSettings, type Retention } from "@velodrome/contract";
import { afterAll, beforeEach, expect, test } from "vitest";
import { readSetting } from "../account/setting-store.ts";
import { cleanUpName, type InstallationSettings, type Settings } from "../account/settings.ts";
import { newId } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { withClient } from "../db/database-store.ts";
import { createWorld, sendDocument, type World } from "../run/testing/world.ts";
import { forgetHistory } from "./forget-history.ts";
import type { Forgotten } from "./forgotten.ts";

const dayMs = 86_400_000;
const now = Date.now();
const noon = Math.floor(now / dayMs) * dayMs + dayMs / 2;

let world: World | null = null;
let account: string;
let cycle: string;
beforeEach(async () => {
  await world?.close();
  world = await createWorld();
  account = await world.addAccount();
  cycle = await world.run(account, sendDocument(newId()), []);
});
afterAll(() => world?.close());

const pool = () => (world as World).database.pool;
const dayOf = (ago: number) => new Date(noon - ago * dayMs).toISOString().slice(0, 10);

/** Makes a past day's partitions, as they were made when it was today. */
const openDays = (...agos: number[]) =>
  withClient((world as World).url, (owner) =>
    owner.query(
      `SELECT ensure_partition(parent, day) FROM unnest(ARRAY['event', 'run', 'step_run', 'blob']) AS parent, unnest($1::date[]) AS day`,
      [agos.map(dayOf)],
    ),
  );

interface Past {
  ago: number;
  /** Days that it took. */
  took?: number;
  status?: string;
  accountId?: string;
  cycleId?: string;
}

/** A run of noon, that many days ago, with its event and an attempt whose output is a large payload. Named by its lane. */
async function addRun(
  lane: string,
  { ago, took = 0, status = "succeeded", accountId = account, cycleId = cycle }: Past,
) {
  const at = new Date(noon - ago * dayMs);
  const end = new Date(at.getTime() + took * dayMs);
  await pool().query(
    `WITH ids AS (SELECT uuid_beside(uuid_at($1)) AS event, uuid_beside(uuid_at($1)) AS run, uuid_beside(uuid_at($1)) AS first,
         uuid_beside(uuid_at($2)) AS last, uuid_beside(uuid_at($2)) AS large
     ), e AS (
       INSERT INTO event (account_id, id, source_id, connector, kind, channel, lane, routed, received_at, item)
       SELECT $3, event, event, 'test', 'message', 'messaging', $4, true, $1, '{}' FROM ids
     ), r AS (
       INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, lane, status, created_at, finished_at)
       SELECT $3, run, $5, 1, 'event', event, 'message', $4, $6, $1, $2 FROM ids
     ), s AS (
       INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, output, started_at)
       SELECT $3, run, first, $4, '', 1, 'succeeded', false, '"small"'::json, $1 FROM ids
       UNION ALL
       SELECT $3, run, last, $4, '', 2, 'succeeded', false, ('{"$blob":"' || large || '","bytes":1}')::json, $2 FROM ids
     )
     INSERT INTO blob (account_id, id, bytes) SELECT $3, large, $7 FROM ids`,
    [at, end, accountId, lane, cycleId, status, Buffer.from(lane)],
  );
}

async function forget(retention: Partial<Retention> = {}, stop = new AbortController().signal): Promise<Forgotten> {
  const total: Forgotten = { runs: 0, attempts: 0, files: 0, events: 0, days: 0 };
  const settings = {
    general: async () => ({ retention: { ...defaultRetention, ...retention } }) as InstallationSettings,
  } as Settings;
  await forgetHistory(
    {
      database: (world as World).database,
      settings,
      clock: { now: () => now },
      log: createLog({ level: "fatal", pretty: false }),
      observeForgotten: (counts) => {
        for (const key of Object.keys(total) as (keyof Forgotten)[]) total[key] += counts[key];
      },
    },
    stop,
  );
  return total;
}

/** Names of what is left, wherever it stands. */
async function left(): Promise<Record<string, string[]>> {
  const texts = {
    runs: "SELECT DISTINCT lane AS name FROM run_all ORDER BY 1",
    events: "SELECT DISTINCT lane AS name FROM event ORDER BY 1",
    attempts: "SELECT DISTINCT step AS name FROM step_run ORDER BY 1",
    files: "SELECT DISTINCT convert_from(bytes, 'UTF8') AS name FROM blob ORDER BY 1",
  };
  const names = async (text: string) => (await pool().query<{ name: string }>(text)).rows.map(({ name }) => name);
  return Object.fromEntries(
    await Promise.all(Object.entries(texts).map(async ([what, text]) => [what, await names(text)])),
  );
}
const all = (...names: string[]) => ({ runs: names, events: names, attempts: names, files: names });
const partitionOf = async (parent: string, ago: number): Promise<boolean> =>
  (await pool().query("SELECT to_regclass($1) AS name", [`${parent}_${dayOf(ago).replaceAll("-", "")}`])).rows[0]
    .name !== null;

test("days in which nothing has to be kept are dropped as a whole, with what their runs did a day later", async () => {
  await openDays(40, 39, 20);
  await addRun("old", { ago: 40 });
  await addRun("overnight", { ago: 40, took: 1 });
  await addRun("young", { ago: 20 });
  const general = { succeeded: 31, failed: 31 };
  const forgotten = await forget(general);
  expect(forgotten).toMatchObject({ runs: 0, attempts: 0, events: 0 });
  expect(forgotten.days).toBeGreaterThanOrEqual(8);
  expect(await left()).toEqual(all("young"));
  for (const parent of ["run", "step_run", "blob", "event"]) {
    expect([parent, await partitionOf(parent, 40), await partitionOf(parent, 20)]).toEqual([parent, false, true]);
  }
});

test("each outcome has its time, counted from the run's end; events stay as long as the longest of them", async () => {
  await openDays(95, 50, 40);
  await addRun("1 failed, 95 days", { ago: 95, status: "failed" });
  await addRun("2 failed, 50 days", { ago: 50, status: "failed" });
  await addRun("3 succeeded, 50 days", { ago: 50 });
  await addRun("4 absorbed, 40 days", { ago: 40, status: "absorbed" });
  await addRun("5 cancelled, 40 days", { ago: 40, status: "cancelled" });
  await addRun("6 succeeded, ended 10 days ago", { ago: 50, took: 40 });
  const forgotten = await forget();
  expect(forgotten).toMatchObject({ runs: 3, attempts: 6, files: 3, events: 0 });
  const kept = ["2 failed, 50 days", "6 succeeded, ended 10 days ago"];
  expect(await left()).toEqual({
    ...all(...kept),
    events: ["2 failed, 50 days", "3 succeeded, 50 days", "4 absorbed, 40 days", "5 cancelled, 40 days", kept[1]],
  });
  expect(await partitionOf("run", 95)).toBe(false);
  expect(await partitionOf("run", 40)).toBe(false);
});

test("a cycle's own goes before its account's, that before the installation's", async () => {
  await openDays(10);
  const strict = await (world as World).addAccount();
  const [plain, long] = [
    await (world as World).run(strict, sendDocument(newId()), []),
    await (world as World).run(strict, sendDocument(newId()), []),
  ];
  await pool().query(
    `UPDATE account SET retention = '{"succeeded":5,"failed":5,"cancelled":5,"events":5}' WHERE id = $1`,
    [strict],
  );
  await pool().query(`UPDATE cycle SET retention = '{"failed":20}' WHERE id = $1`, [long]);
  await addRun("installation", { ago: 10 });
  await addRun("account", { ago: 10, status: "failed", accountId: strict, cycleId: plain });
  await addRun("cycle", { ago: 10, status: "failed", accountId: strict, cycleId: long });
  await addRun("cycle, succeeded", { ago: 10, accountId: strict, cycleId: long });
  await forget();
  expect((await left()).runs).toEqual(["cycle", "installation"]);
  // The account's events stay for the cycle that keeps its runs for longer.
  expect((await left()).events).toHaveLength(4);
  await pool().query("UPDATE cycle SET retention = '{}' WHERE id = $1", [long]);
  await forget();
  expect(await left()).toEqual(all("installation"));
});

test("what an unfinished run needs is never cut, however old: its event, its attempts, their payloads", async () => {
  await openDays(60, 59);
  await addRun("asleep", { ago: 60 });
  await addRun("over", { ago: 60 });
  await addRun("next day", { ago: 59 });
  await pool().query(
    `WITH gone AS (DELETE FROM run WHERE lane = 'asleep' RETURNING *)
     INSERT INTO run_live (account_id, id, cycle_id, version, origin, event_id, trigger, shard, lane, seq, status, created_at)
     SELECT account_id, id, cycle_id, version, origin, event_id, trigger, 0, lane, nextval('run_seq'), 'sleeping', created_at FROM gone`,
  );
  const general = { succeeded: 31, failed: 31 };
  expect(await forget(general)).toMatchObject({ runs: 2, attempts: 4, files: 2, events: 1 });
  expect(await left()).toEqual(all("asleep"));
  // It ends now, and is kept for its own time from now on.
  await pool().query(
    `WITH gone AS (DELETE FROM run_live RETURNING *)
     INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, lane, status, created_at, finished_at)
     SELECT account_id, id, cycle_id, version, origin, event_id, trigger, lane, 'succeeded', created_at, now() FROM gone`,
  );
  await forget(general);
  expect(await left()).toEqual({ ...all("asleep"), events: [] });
});

test("rows of days without a partition are deleted as well, held events of nobody are left to their Setup", async () => {
  await addRun("stray", { ago: 400 });
  await addRun("held", { ago: 400, accountId: "00000000-0000-0000-0000-000000000000" });
  await forget();
  expect((await left()).events).toEqual(["held"]);
  expect((await left()).runs).toEqual([]);
});

test("how it goes is kept for people to see; a stop is heard, and the next turn goes on", async () => {
  await addRun("old", { ago: 100 });
  await forget({}, AbortSignal.abort());
  const progress = async () =>
    generalSettings.shape.cleanUp.parse(await readSetting((world as World).database.engine, cleanUpName));
  expect(await progress()).toMatchObject({ finishedAt: null, runs: 0, failure: null });
  expect((await left()).runs).toEqual(["old"]);
  await forget();
  expect(await progress()).toMatchObject({ finishedAt: new Date(now).toISOString(), runs: 1, attempts: 2, files: 1 });
  expect(await left()).toEqual(all());
  // Looked through once, it is not looked through again every hour.
  await addRun("later", { ago: 100 });
  expect(await forget()).toMatchObject({ runs: 0 });
});

test("a clock that is years ahead deletes nothing that the server's own clock would keep", async () => {
  await addRun("today", { ago: 1 });
  const ahead = { now: () => now + 900 * dayMs };
  await forgetHistory(
    {
      database: (world as World).database,
      settings: { general: async () => ({ retention: defaultRetention }) as InstallationSettings } as Settings,
      clock: ahead,
      log: createLog({ level: "fatal", pretty: false }),
      observeForgotten: () => {},
    },
    new AbortController().signal,
  );
  expect(await left()).toEqual(all("today"));
});
