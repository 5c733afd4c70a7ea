import { afterAll, beforeAll, expect, test } from "vitest";
import { createErasure, getErasure, listErasures } from "../account/erasures.ts";
import { listAudit } from "../account/audit.ts";
import { systemClock } from "../base/clock.ts";
import { newId } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { erasuresTopic, type Topic } from "../db/signal.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { erasePeople } from "./erase-people.ts";

const nil = "00000000-0000-0000-0000-000000000000";
const caller = { kind: "person", name: "Ada", email: "ada@acme.example" } as const;
const log = createLog({ level: "fatal", pretty: false });

let world: World;
let keeper: Keeper;
let one: string;
let two: string;
beforeAll(async () => {
  world = await createWorld();
  const { pool } = world.database;
  keeper = createKeeper({ pool, clock: systemClock, touch: () => {}, observe: () => {} });
  [one, two] = [await world.addAccount(), await world.addAccount()];
  for (const account of [one, two]) {
    const connection = await world.connect(account, "page");
    await world.run(account, sendDocument(connection), ["page"]);
  }
});
afterAll(async () => {
  await keeper.drain();
  await world.close();
});

const keep = (over: Parameters<typeof message>[0]) =>
  keeper.keep([message(over)], { setupId: world.setupId, connector: "test" });
const told: Topic[] = [];
const touch = (topics: readonly Topic[]) => void told.push(...topics);
/** Erasing takes what came in before the moment it was asked for. */
const later = { now: () => Date.now() + 60_000 };
const erase = (stop = new AbortController().signal) =>
  erasePeople({ database: world.database, clock: systemClock, log, touch }, stop);
const ask = (account: string, person: string, clock = later) =>
  createErasure({ database: world.database, clock, touch }, account, caller, { page: "page", person });

async function count(table: string, where: string): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table} WHERE ${where}`,
  );
  return rows[0]?.count ?? -1;
}

/** Finishes every run of an account that is queued, each with a step whose output lies in a file. */
async function finishRuns(account: string): Promise<void> {
  const { pool } = world.database;
  const { rows } = await pool.query<{ id: string }>(
    `WITH gone AS (DELETE FROM run_live WHERE account_id = $1 RETURNING *)
     INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, lane, status, created_at, finished_at)
     SELECT account_id, id, cycle_id, version, origin, event_id, trigger, lane, 'succeeded', created_at, now() FROM gone RETURNING id`,
    [account],
  );
  for (const { id } of rows) {
    const blob = newId();
    await pool.query("INSERT INTO blob (account_id, id, bytes) VALUES ($1, $2, '')", [account, blob]);
    await pool.query(
      `INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, input, output, started_at)
       VALUES ($1, $2, $3, 'reply', '', 1, 'succeeded', false, '{"text":"\\u0000"}', $4, now())`,
      [account, id, newId(), JSON.stringify({ $blob: blob, bytes: 1 })],
    );
  }
}

test("everything of one person at one Page goes in one account, and nothing else", async () => {
  await keep({ page: "page", person: "24000001", mid: "a" });
  await keep({ page: "page", person: "24000001", mid: "b" });
  await keep({ page: "page", person: "24000002", mid: "c", text: "24000001" });
  await finishRuns(one);
  told.length = 0;
  const { id } = await ask(one, "24000001");
  await erase();
  // Asked for, begun and done: whoever shows it looks again each time.
  expect(told).toEqual([erasuresTopic, erasuresTopic, erasuresTopic]);
  expect(await getErasure({ database: world.database }, one, id)).toMatchObject({
    ...{ status: "done", person: "…0001", events: 2, runs: 2, files: 2, requestedBy: "ada@acme.example" },
  });
  const theirs = (account: string) => `account_id = '${account}' AND person = '24000001'`;
  expect(await count("event", theirs(one))).toBe(0);
  expect(await count("event", theirs(two))).toBe(2);
  expect(await count("event", `account_id = '${one}'`)).toBe(1);
  expect(await count("run_all", `account_id = '${one}'`)).toBe(1);
  expect(await count("step_run", `account_id = '${one}'`)).toBe(1);
  expect(await count("blob", `account_id = '${one}'`)).toBe(1);
  expect(await count("erasure", "person LIKE '%24000001%'")).toBe(0);
  const { items } = await listAudit({ database: world.database }, { limit: 10 });
  expect(items.map(({ act }) => act)).toEqual(["erasure.done", "erasure.requested"]);
  expect(JSON.stringify(items)).not.toContain("24000001");
});

test("runs that are not over are cancelled first; a step in hand ends, and the next turn goes on", async () => {
  const { pool } = world.database;
  await keep({ page: "page", person: "24000003", mid: "d" });
  await keep({ page: "page", person: "24000003", mid: "e" });
  const inHand = `id = (SELECT min(id::text)::uuid FROM run_live WHERE account_id = '${one}')`;
  await pool.query(`UPDATE run_live SET attempt = '{}', status = 'running' WHERE ${inHand}`);
  const { id } = await ask(one, "24000003");
  await erase();
  expect(await getErasure({ database: world.database }, one, id)).toMatchObject({ status: "erasing", events: 0 });
  expect(await count("run_live", `account_id = '${one}'`)).toBe(1);
  expect(await count("run_live", `account_id = '${one}' AND wish = 'cancel'`)).toBe(1);
  await finishRuns(one);
  await erase();
  expect(await getErasure({ database: world.database }, one, id)).toMatchObject({ status: "done", events: 2, runs: 2 });
  expect(await count("run_all", `account_id = '${one}' AND lane = 'page:24000003'`)).toBe(0);
});

test("what is written after the request is a new conversation and stays", async () => {
  await ask(one, "24000004", { now: () => Date.now() - 60_000 });
  await keep({ page: "page", person: "24000004", mid: "f" });
  await erase();
  expect(await count("event", "person = '24000004'")).toBe(2);
  expect(await count("run_live", "lane = 'page:24000004'")).toBe(2);
});

test("asking again while it waits is the same erasure, of what was written up to then", async () => {
  const { id } = await ask(one, "24000006", { now: () => Date.now() - 60_000 });
  await keep({ page: "page", person: "24000006", mid: "g" });
  await finishRuns(one);
  expect((await ask(one, "24000006")).id).toBe(id);
  // A clock that is behind takes nothing back.
  expect((await ask(one, "24000006", { now: () => Date.now() - 30_000 })).id).toBe(id);
  await erase();
  expect(await getErasure({ database: world.database }, one, id)).toMatchObject({ status: "done", events: 1 });
  expect(await count("event", `account_id = '${one}' AND person = '24000006'`)).toBe(0);
});

test("held copies that no account has, and events kept as bytes or of unknown kind, are found by what stands in them", async () => {
  const { pool } = world.database;
  const add = (account: string, item: string, raw: string | null) =>
    pool.query(
      `INSERT INTO event (account_id, id, source_id, setup_id, connector, kind, channel, external_id, lane, routed, item, raw)
       VALUES ($1, $2, $2, $3, 'test', 'unknown', 'messaging', 'page', 'page:unknown', false, $4, $5)`,
      [account, newId(), world.setupId, item, raw === null ? null : Buffer.from(raw)],
    );
  await add(one, '{"from":{"id":"24000005"}}', null);
  await add(one, "null", '{"sender":{"id":"24000005"},"x":"\\u0000"}');
  await add(nil, '{"from":{"id":"24000005"}}', null);
  await add(nil, '{"from":{"id":"124000005"}}', null);
  const { id } = await ask(one, "24000005");
  await erase(AbortSignal.abort());
  expect(await getErasure({ database: world.database }, one, id)).toMatchObject({ status: "erasing" });
  await erase();
  expect(await getErasure({ database: world.database }, one, id)).toMatchObject({ status: "done", events: 3, runs: 0 });
  expect(await count("event", `account_id = '${nil}'`)).toBe(1);
});

test("another account's erasures are not seen; the partner sees all", async () => {
  const { items } = await listErasures({ database: world.database }, two, { limit: 50 });
  expect(items).toEqual([]);
  expect((await listErasures({ database: world.database }, null, { limit: 50 })).items).toHaveLength(5);
});
