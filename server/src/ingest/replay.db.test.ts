import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { pageOf, readCursor } from "../base/list-page.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { createKeeper } from "./keep.ts";
import { replayEvent } from "./replay-store.ts";

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
  expect(await withAccount(accountId, (scope) => replayEvent(scope, accountId, events[0]?.id ?? "", ["message"]))).toBe(
    1,
  );
  const { rows } = await pool.query<{ id: string; origin: string }>("SELECT id, origin FROM run_live ORDER BY id DESC");
  expect(rows.map((run) => run.origin)).toEqual(["replay", "event"]);
  const { nextCursor } = pageOf(rows, 1, (run) => run.id);
  expect(readCursor(nextCursor ?? "")).toBe(rows[0]?.id);
});
