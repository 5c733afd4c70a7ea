import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { cancelRun } from "./hold-store.ts";
import { copyStepRuns } from "./retry-store.ts";
import type { StoredRun } from "./run-store.ts";
import { listStepRuns } from "./step-run-store.ts";
import { newId } from "../base/id.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";

let world: World;
let accountId: string;
beforeEach(async () => {
  world = await createWorld();
  accountId = await world.addAccount();
  await world.run(accountId, sendDocument(await world.connect(accountId, "page")), ["page"]);
});
afterEach(() => world.close());

it("cancels a run whose intent is being written at that moment", async () => {
  const { pool } = world.database;
  const keeper = createKeeper({ pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep([message({ page: "page", mid: "m" })], { setupId: world.setupId, connector: "test" });
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM run_live");
  const worker = await pool.connect();
  await worker.query("BEGIN; UPDATE run_live SET attempt = '{}', revision = revision + 1");
  const cancelling = world.database.withAccount(accountId, (scope) => cancelRun(scope, accountId, rows[0]?.id ?? ""));
  // Whoever waits for a row holds its place in the line.
  const line =
    "SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE locktype = 'tuple' AND datname = $1";
  const name = new URL(world.url).pathname.slice(1);
  await vi.waitFor(async () => expect((await pool.query(line, [name])).rowCount).toBe(1), { timeout: 20_000 });
  await worker.query("COMMIT");
  worker.release();
  expect(await cancelling).toBe(true);
  expect((await pool.query("SELECT wish FROM run_live")).rows).toEqual([{ wish: "cancel" }]);
});

it("finds what a retry took over from a run of long ago", async () => {
  const { pool } = world.database;
  const [from, to] = [newId(), newId()];
  const attempts = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"];
  await pool.query(
    `INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, started_at)
     SELECT $1, $2, a.id, 'step ' || a.n, '', 1, 'succeeded', false, now() FROM unnest($3::uuid[]) WITH ORDINALITY AS a(id, n)`,
    [accountId, from, attempts],
  );
  const steps = await world.database.withAccount(accountId, async (scope) => {
    await copyStepRuns(scope, { id: from } as StoredRun, to, { done: attempts, reopened: [] });
    return listStepRuns(scope, to, new Date(systemClock.now() - 86_400_000));
  });
  expect(steps.map((each) => each.step)).toEqual(["step 1", "step 2"]);
});
