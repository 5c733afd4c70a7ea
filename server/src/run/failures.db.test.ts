import { failuresLookedAt } from "@velodrome/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId, toWire } from "../base/id.ts";
import { createFailureReader, type FailureReader } from "./failures.ts";
import { createRunReader } from "./runs.ts";
import { testSealer } from "./testing/test-sealer.ts";
import { createWorld, sendDocument, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
let failures: FailureReader;
let account: string;
let cycle: string;

beforeAll(async () => {
  world = await createWorld();
  failures = createFailureReader({ database: world.database, versions: createVersions(world.database) });
});
afterAll(() => world.close());
beforeEach(async () => {
  account = await world.addAccount();
  const page = newId();
  const document = sendDocument(await world.connect(account, page));
  const steps = document.steps?.map((step) => (step.id === "reply" ? { ...step, name: "Say hello" } : step));
  cycle = await world.run(account, { ...document, steps: steps ?? [] }, [page]);
});

/** Runs of the cycle that ended, oldest first. */
async function ended(
  count: number,
  error: { code: string; message?: string; step?: string } | null,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await world.database.pool.query(
    `INSERT INTO run (account_id, id, cycle_id, version, origin, trigger, lane, status, error, created_at, started_at, finished_at)
     SELECT $1, id, $3, 1, 'event', 'message', 'x', $4, $5::json, now(), now(), now() FROM unnest($2::uuid[]) AS i(id)`,
    [account, ids, cycle, error ? "failed" : "succeeded", error && JSON.stringify({ class: "terminal", ...error })],
  );
  return ids.map((id) => toWire("run", id));
}

test("what fails most comes first, by cycle, step and code, with its newest run", async () => {
  await ended(2, { code: "graph_10", step: "reply" });
  const often = await ended(3, { code: "graph_190", step: "reply" });
  await ended(1, { code: "run_crashed_worker" });
  await ended(5, null);
  const { items, ...looked } = await failures.read(account, {});
  expect(looked).toMatchObject({ lookedAt: 6, more: false, since: expect.stringMatching(/^2/) });
  expect(items.map(({ runs, code, step, stepName }) => ({ runs, code, step, stepName }))).toEqual([
    { runs: 3, code: "graph_190", step: "reply", stepName: "Say hello" },
    { runs: 2, code: "graph_10", step: "reply", stepName: "Say hello" },
    { runs: 1, code: "run_crashed_worker", step: null, stepName: null },
  ]);
  expect(items[0]).toMatchObject({
    ...{ account: toWire("account", account), cycle: toWire("cycle", cycle), cycleName: "Cycle", class: "terminal" },
    lastRun: often.at(-1),
  });
});

test("each says what happened in the words of its newest run", async () => {
  await ended(1, { code: "graph_10", step: "reply", message: "What was said before." });
  await ended(1, { code: "graph_10", step: "reply", message: "What is said now." });
  await ended(1, { code: "unsaid" });
  const { items } = await failures.read(account, {});
  expect(items.map(({ message }) => message)).toEqual(["What is said now.", "unsaid"]);
});

test("filters choose among what was looked at", async () => {
  await ended(2, { code: "graph_10", step: "reply" });
  await ended(1, { code: "graph_10", step: "other" });
  const read = async (query: object) => (await failures.read(account, query)).items.map(({ runs }) => runs);
  expect(await read({ step: "other" })).toEqual([1]);
  expect(await read({ code: "graph_10", cycle: toWire("cycle", cycle) })).toEqual([2, 1]);
  expect(await read({ cycle: toWire("cycle", newId()) })).toEqual([]);
  expect(await read({ person: "nobody" })).toEqual([]);
  expect(await read({ to: "2026-01-01T00:00:00Z" })).toEqual([]);
  expect(await read({ from: "2026-01-01T00:00:00Z" })).toEqual([2, 1]);
});

test("only the newest are looked at, and it is said so", async () => {
  await ended(1, { code: "old" });
  await ended(failuresLookedAt, { code: "new" });
  const { items, lookedAt, more } = await failures.read(account, {});
  expect({ lookedAt, more, codes: items.map(({ code }) => code) }).toEqual({
    ...{ lookedAt: failuresLookedAt, more: true, codes: ["new"] },
  });
});

test("across accounts each account's are apart, and an account that is gone has none", async () => {
  await ended(2, { code: "mine", step: "reply" });
  const mine = toWire("account", account);
  expect((await failures.read(null, {})).items).toContainEqual(
    expect.objectContaining({ account: mine, code: "mine", runs: 2, stepName: "Say hello" }),
  );
  await world.database.pool.query("UPDATE account SET deleted_at = now() WHERE id = $1", [account]);
  expect((await failures.read(null, {})).items.map((item) => item.account)).not.toContain(mine);
});

test("they are read by the index of what failed, and so is a list by code", async () => {
  const client = await world.database.pool.connect();
  const plan = async (text: string) =>
    (await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`)).rows.map((row) => row["QUERY PLAN"]).join("\n");
  try {
    // With next to no rows any way is as good; which ways there are is what matters.
    await client.query("BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off");
    const newest = "FROM run WHERE status = 'failed' ORDER BY id DESC LIMIT 9";
    expect(await plan(`SELECT id ${newest}`)).toMatch(/using run_\d+_id_idx/);
    const coded = `FROM run_all WHERE account_id = '${account}' AND status = 'failed' AND error->>'code' = 'x'`;
    expect(await plan(`SELECT id ${coded} ORDER BY id DESC LIMIT 9`)).toMatch(/using run_\d+_account_id_id_idx/);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
});

test("a list by code or step is one of runs that failed", async () => {
  const [first] = await ended(1, { code: "graph_190", step: "reply" });
  await ended(1, { code: "graph_190", step: "other" });
  await ended(3, null);
  const { database } = world;
  const runs = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  const list = async (query: object) => (await runs.list(account, { limit: 50, ...query })).items.map(({ id }) => id);
  expect(await list({ code: "graph_190" })).toHaveLength(2);
  expect(await list({ code: "graph_190", step: "reply" })).toEqual([first]);
  expect(await list({ step: "reply", status: "succeeded" })).toEqual([]);
  expect(await list({ ids: [first] })).toEqual([first]);
});
