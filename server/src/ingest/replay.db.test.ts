import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { pageOf, readCursor } from "../base/list-page.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { createKeeper } from "./keep.ts";
import { replayEvents } from "./replay-store.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it("a list goes on behind a replayed run", async () => {
  const { pool, withAccount } = world.database;
  const accountId = await world.addAccount();
  await world.run(accountId, sendDocument(await world.connect(accountId, "page")), ["page"]);
  const keeper = createKeeper({ pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page: "page", mid: "m" })], { setupId: world.setupId, connector: "test" });
  const { rows: events } = await pool.query<{ id: string }>("SELECT id FROM event");
  const all = events.map(({ id }) => ({ id, triggers: ["message"] }));
  const replayed = await withAccount(accountId, (scope) => replayEvents(scope, accountId, all, { once: true }));
  expect(replayed).toEqual({ events: 1, runs: 1 });
  const { rows } = await pool.query<{ id: string; origin: string }>("SELECT id, origin FROM run_live ORDER BY id DESC");
  expect(rows.map((run) => run.origin)).toEqual(["replay", "event"]);
  const { nextCursor } = pageOf(rows, 1, (run) => run.id);
  expect(readCursor(nextCursor ?? "")).toBe(rows[0]?.id);
});
