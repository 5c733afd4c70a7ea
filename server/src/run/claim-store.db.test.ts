import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../base/id.ts";
import { type ClaimQuery, readDueRuns } from "./claim-store.ts";
import { seedBacklog } from "./testing/backlog-store.ts";
import { nodesOf, type PlanNode, statementOf } from "./testing/planned.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await seedBacklog(world.database.pool, 20_000);
});
afterAll(() => world.close());

const claim: ClaimQuery = {
  ...{
    shards: null,
    after: "00000000-0000-0000-0000-000000000000",
    full: [],
    fullLanes: [],
    rooms: new Map(),
    perAccount: 128,
  },
  ...{ inHand: Array.from({ length: 64 }, () => newId()), limit: 256 },
};

interface RunNode extends PlanNode {
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
}

/** The plan of the statement that a claim really sends, and what came of it. */
async function planOf(query: ClaimQuery): Promise<RunNode[]> {
  const { pool } = world.database;
  const { text, values } = await statementOf((noting) => readDueRuns(noting, query));
  const { rows } = await pool.query<{ "QUERY PLAN": { Plan: RunNode }[] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  );
  const [plan] = rows[0]?.["QUERY PLAN"] ?? [];
  if (!plan) throw new Error("PostgreSQL gave no plan.");
  return nodesOf(plan.Plan);
}

/** Of the account that has nine tenths of all. */
const flooding = "00000000-0000-7000-8000-000000000000";
const few = { rooms: new Map([[flooding, 3]]) };

it.each([
  ["all shards", claim],
  ["few runs of one account", { ...claim, ...few }],
  ["half of the shards", { ...claim, shards: Array.from({ length: 128 }, (_, at) => at * 2) }],
])("a claim for %s reads the partial index of due runs, and few rows however many are queued", async (_, query) => {
  const runs = (await planOf(query)).filter((node) => node["Relation Name"] === "run_live");
  expect(runs.length).toBeGreaterThan(0);
  // Whether anything is parked or holds its lane is asked once; where nothing is, of no run.
  const asked = runs.filter((node) => node["Index Name"] !== "run_live_due" && node["Actual Loops"] > 0);
  expect(asked.map((node) => [node["Index Name"], node["Actual Loops"], node["Actual Rows"]])).toEqual([
    ["run_live_parked", 1, 0],
    ["run_live_lane_held", 1, 0],
  ]);
  expect(runs.filter((node) => node["Index Name"] === undefined)).toEqual([]);
  const read = runs.map((node) => (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"]);
  // 101 accounts are found, and of each as many runs are read as it may give, or twice as many where half are others'.
  expect(read.reduce((sum, rows) => sum + rows)).toBeLessThan(5000);
});

it("a claim answers the oldest of every account, none more than it may give", async () => {
  const rows = await readDueRuns(world.database.pool, { ...claim, perAccount: 2, limit: 1000 });
  const counts = [...Map.groupBy(rows, ({ accountId }) => accountId).values()].map(({ length }) => length);
  expect(counts).toEqual(Array.from({ length: 101 }, () => 2));
});

it("a claim answers fewer of an account that has less room, in the order of the ring", async () => {
  const rows = await readDueRuns(world.database.pool, { ...claim, ...few, perAccount: 5, limit: 1000 });
  const counts = [...Map.groupBy(rows, ({ accountId }) => accountId)].map(([id, { length }]) => [id, length]);
  expect(counts[0]).toEqual([flooding, 3]);
  expect(new Set(counts.slice(1).map(([, count]) => count))).toEqual(new Set([5]));
  expect(counts.map(([id]) => id)).toEqual(counts.map(([id]) => id).toSorted());
});
