import type { PlacedAttempt } from "@velodrome/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromWire, newId, toWire } from "../base/id.ts";
import { createRunReader, type RunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { createWorld, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
let reader: RunReader;
let account: string;
let cycle: string;
beforeAll(async () => {
  world = await createWorld();
  const { database } = world;
  reader = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  account = await world.addAccount();
  const steps = [{ id: "message", type: "trigger", connector: "test", method: "message" } as const];
  cycle = await world.run(account, { steps }, []);
});
afterAll(() => world.close());

/** A finished run whose step `send` was done for so many items, each with an output of so many characters. */
async function runOf(items: number, { length = 1, aside = 0 } = {}): Promise<string> {
  const { pool } = world.database;
  const id = newId();
  await pool.query(
    `INSERT INTO run (account_id, id, cycle_id, version, origin, trigger, lane, status, created_at, started_at, finished_at)
     VALUES ($1, $2, $3, 1, 'manual', 'message', 'x', 'succeeded', now(), now(), now())`,
    [account, id, cycle],
  );
  const blob = newId();
  await pool.query(`INSERT INTO blob (account_id, id, bytes) VALUES ($1, $2, '"aside"')`, [account, blob]);
  const output = aside > 0 ? JSON.stringify({ $blob: blob, bytes: aside }) : JSON.stringify("x".repeat(length));
  await pool.query(
    `INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, output, started_at, finished_at)
     SELECT $1, $2, i.id, 'send', (i.at - 1)::text, 1, CASE WHEN i.at % 10 = 0 THEN 'failed' ELSE 'succeeded' END, false, $4::json, now(), now()
     FROM unnest($3::uuid[]) WITH ORDINALITY AS i(id, at)`,
    [account, id, Array.from({ length: items }, () => newId()), output],
  );
  return toWire("run", id);
}

async function allPages(run: string, query: object, from?: string): Promise<{ all: PlacedAttempt[]; pages: number }> {
  const all: PlacedAttempt[] = [];
  let cursor = from;
  for (let pages = 1; ; pages += 1) {
    const page = await reader.steps(account, run, { limit: 200, ...query, ...(cursor && { cursor }) });
    all.push(...page.items);
    if (page.nextCursor === null) return { all, pages };
    cursor = page.nextCursor;
  }
}
const paths = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => String(from + at));

test("a run is of the sandbox where its event came by a Setup with another Graph address, and only there", async () => {
  const { pool } = world.database;
  const [setup, event] = [newId(), newId()];
  await pool.query(
    `INSERT INTO setup (id, connector, name, key, client_id, key_id, client_secrets, scopes, graph_version)
     VALUES ($1, 'test', 'Sandbox', 'of-runs', '1', 1, '', '{}', 'v25.0')`,
    [setup],
  );
  await pool.query(
    `INSERT INTO event (account_id, id, source_id, setup_id, connector, kind, channel, lane, routed, item)
     VALUES ($1, $2, $2, $3, 'test', 'message', 'messaging', 'x', true, '{}')`,
    [account, event, setup],
  );
  const [byHand, ofEvent] = [await runOf(1), await runOf(1)];
  await pool.query("UPDATE run SET event_id = $1 WHERE id = $2", [event, fromWire("run", ofEvent)]);
  const ofSandbox = async () => {
    const { items } = await reader.list(account, { limit: 200 });
    return items.filter(({ sandbox }) => sandbox).map(({ id }) => id);
  };
  expect(await ofSandbox()).toEqual([]);
  await pool.query("UPDATE setup SET graph_url = 'http://localhost:3001' WHERE id = $1", [setup]);
  expect(await ofSandbox()).toEqual([ofEvent]);
  expect((await reader.read(account, byHand)).sandbox).toBe(false);
});

test("an ordinary run is answered with all its attempts", async () => {
  const run = await runOf(450);
  const { steps, stepsCursor } = await reader.read(account, run);
  expect(steps.map(({ path }) => path)).toEqual(paths(0, 450));
  expect(stepsCursor).toBeNull();
});

test("a run of very many is answered with the first and the latest, and says where those between are found", async () => {
  const run = await runOf(1200);
  const { steps, stepsCursor } = await reader.read(account, run);
  expect(steps.map(({ path }) => path)).toEqual([...paths(0, 400), ...paths(1100, 1200)]);
  const { all, pages } = await allPages(run, {}, stepsCursor ?? "");
  expect(all.map(({ path }) => path)).toEqual(paths(400, 1200));
  expect(pages).toBe(4);
});

test.each([1, 7, 200])("pages of %i have every attempt once, in order", async (limit) => {
  const run = await runOf(50);
  const { all } = await allPages(run, { limit });
  expect(all.map(({ path }) => path)).toEqual(paths(0, 50));
});

test("attempts are found by their item, step and state", async () => {
  const run = await runOf(120);
  expect((await allPages(run, { path: "11" })).all.map(({ path }) => path)).toEqual(["11"]);
  expect((await allPages(run, { status: "failed" })).all).toHaveLength(12);
  expect((await allPages(run, { step: "other" })).all).toEqual([]);
});

test.each([
  ["stand in the rows", { length: 250_000 }],
  ["lie aside", { aside: 250_000 }],
])("an answer stays small although its payloads %s, and nothing is left out", async (_where, sizes) => {
  const run = await runOf(120, sizes);
  const { steps, stepsCursor } = await reader.read(account, run);
  expect(stepsCursor).not.toBeNull();
  expect(steps.length).toBeLessThan(120);
  expect(steps.at(-1)?.path).toBe("119");
  const { all, pages } = await allPages(run, {});
  expect(all.map(({ path }) => path)).toEqual(paths(0, 120));
  expect(pages).toBeGreaterThan(1);
  if ("aside" in sizes) expect(all[0]?.output).toBe("aside");
});
