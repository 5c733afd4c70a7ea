import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../base/id.ts";
import { withClient } from "../db/database-store.ts";
import { asBytes } from "../ingest/event-row.ts";
import { keepEvents } from "../ingest/keep-store.ts";
import { type Checkpoint, writeCheckpoints } from "./checkpoint-store.ts";
import { parkRuns, releaseLanes, releaseOldest } from "./claim-store.ts";
import { FirstWrite } from "./first-write.ts";
import type { LiveRun } from "./state.ts";
import { type PlanNode, planOnce, statementOf } from "./testing/planned.ts";
import { createWorld, type World } from "./testing/world.ts";

/*
 * What is said again and again is planned once, and most likely while no run is left. Such a plan stays while thousands come, and
 * must not read them all then.
 */

let world: World;

const ids = { accountId: newId(), id: newId() };
const checkpoint: Checkpoint = {
  ...{ ...ids, revision: 0, status: "running", waitMs: null, laneHeld: false, crashes: 0, startedAt: null },
  ...{ state: null, attempt: null, error: null, steps: [] },
};

/** How the rows of runs are found. */
const ofRuns = (nodes: readonly PlanNode[]) =>
  nodes
    .filter((node) => node["Relation Name"] === "run_live" && node["Node Type"].includes("Scan"))
    .map((node) => `${node["Index Name"]}: ${node["Index Cond"]}`);

describe.each([
  ["there never was a run", "SELECT"],
  ["no run is left", "VACUUM (ANALYZE) run_live"],
])("planned while %s", (_, before) => {
  beforeAll(async () => {
    world = await createWorld();
    await withClient(world.url, (client) => client.query(before));
  });
  afterAll(() => world.close());

  it.each([
    ["that go on", checkpoint, 2],
    ["that all end", { ...checkpoint, status: "succeeded" as const }, 1],
  ])("a checkpoint of runs %s finds them by their ids", async (_, each, times) => {
    const stream = world.database.openStream("checkpoints", { onePlan: true, joinsByHash: true });
    const nodes = await planOnce(stream, await statementOf((pool) => writeCheckpoints(pool, [each])));
    expect(ofRuns(nodes)).toEqual(
      Array.from({ length: times }, () => "run_live_pkey: ((account_id = ANY ($1)) AND (id = ANY ($2)))"),
    );
    expect(nodes.filter((node) => node["Node Type"] === "Nested Loop")).toEqual([]);
  });

  it("whether a lane has anything left is looked up by the lane", async () => {
    const stream = world.database.openStream("ingest", { onePlan: true });
    const run = { ...ids, shard: 0, revision: 0 } as LiveRun;
    const early = { run, first: new FirstWrite(run, () => {}) };
    const row = {
      ...{ id: newId(), setupId: world.setupId, connector: "test", bucket: "2026-01-01", digest: Buffer.of() },
      ...{ kind: "message", channel: "messaging", externalId: "page", person: "person", lane: "lane", reference: null },
      ...{ correlation: null, excerpt: null, occurredAt: null, item: "{}", raw: null, triggers: "", isTaken: true },
    };
    const statement = await statementOf((pool) => keepEvents(pool, [{ ...asBytes({ ...row, early: null }), early }]));
    expect(ofRuns(await planOnce(stream, statement))).toEqual(["run_live_lane: (lane = c.lane)"]);
  });

  it.each([
    ["parked", "run_live_pkey: ((account_id = ANY ($1)) AND (id = ANY ($2)))", 1],
    ["released with their lanes", "run_live_parked: ((cycle_id = ANY ($1)) AND (lane = ANY ($2)))", 1],
  ] as const)("runs are %s by what names them", async (what, found, times) => {
    const stream = world.database.openStream("runs", { onePlan: true });
    const statement = await statementOf((pool) =>
      what === "parked" ? parkRuns(pool, [ids]) : releaseLanes(pool, [{ cycleId: ids.id, lane: "lane" }]),
    );
    expect(ofRuns(await planOnce(stream, statement))).toEqual(Array.from({ length: times }, () => found));
  });

  it("the oldest runs that wait for a place are released by their ids", async () => {
    const stream = world.database.openStream("runs", { onePlan: true });
    const which = { cycle: ids.id, shards: [0], held: [], count: 1 };
    const found = ofRuns(await planOnce(stream, await statementOf((pool) => releaseOldest(pool, which))));
    expect(found).toContainEqual(expect.stringMatching(/^run_live_pkey: \(\(account_id = ANY .*\(id = ANY /));
    expect(found).toContainEqual("run_live_parked_cycle: (cycle_id = $1)");
  });
});
