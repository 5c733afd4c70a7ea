import type { Connector, ConnectorMap, KeptItem } from "@velodrome/kit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { createEventReader } from "./events.ts";
import { createKeeper } from "./keep.ts";

const webhooks = { triggersOf: ({ kind }: KeptItem) => [kind, "any"] };
const connectors: ConnectorMap = new Map([["test", { name: "test", webhooks } as unknown as Connector]]);
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it("hands held events to the account that has the Page now, in order, and only once", async () => {
  const { database, setupId } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const events = createEventReader({ database, connectors, touch: () => {} });
  const from = { setupId, connector: "test" };
  const mids = ["a", "b", "c"];
  await keeper.keep(
    mids.map((mid) => message({ page: "held", mid })),
    from,
  );
  await keeper.keep([message({ page: "another", mid: "x" })], from);
  const setup = toWire("setup", setupId);
  const accountId = await world.addAccount();
  await expect(events.handOver(setup, "held", accountId)).rejects.toMatchObject({ code: "connection_not_found" });
  await world.run(accountId, sendDocument(await world.connect(accountId, "held")), ["held"]);
  expect(await events.handOver(setup, "held", accountId)).toEqual({ events: 3, runs: 3 });
  expect(await events.handOver(setup, "held", accountId)).toEqual({ events: 0, runs: 0 });
  const { rows } = await database.pool.query(
    `SELECT e.reference, e.routed FROM run_live r JOIN event e ON e.account_id = r.account_id AND e.id = r.event_id ORDER BY r.seq`,
  );
  expect(rows).toEqual(mids.map((reference) => ({ reference, routed: true })));
  const query = { limit: 50, routed: false };
  expect((await events.listOfSetup(setup, query)).items.map((event) => event.page)).toEqual(["another"]);
});

it("starts no run of a cycle that waits for one event", async () => {
  const { database, setupId } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const events = createEventReader({ database, connectors, touch: () => {} });
  await keeper.keep(
    ["d", "e"].map((mid) => message({ page: "once", mid })),
    { setupId, connector: "test" },
  );
  const accountId = await world.addAccount();
  const cycleId = await world.run(accountId, sendDocument(await world.connect(accountId, "once")), ["once"]);
  await database.pool.query("UPDATE listener SET once = true WHERE cycle_id = $1", [cycleId]);
  expect(await events.handOver(toWire("setup", setupId), "once", accountId)).toEqual({ events: 2, runs: 0 });
});
