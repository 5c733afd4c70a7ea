import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { holdRuns, resumeRuns } from "../run/hold-store.ts";
import { createWorld, type World } from "../run/testing/world.ts";
import { cancelHeldRuns } from "./cancel-held-runs.ts";

const dayMs = 24 * 3_600_000;

let world: World;
let accountId: string;
let cycleId: string;
beforeAll(async () => {
  world = await createWorld();
  accountId = await world.addAccount();
});
beforeEach(() => {
  cycleId = newId();
});
afterAll(() => world.close());

/** An old run: what counts is how long it is held. */
async function addRun(lane: string): Promise<void> {
  await world.database.pool.query(
    `INSERT INTO run_live (account_id, id, cycle_id, version, origin, trigger, shard, lane, seq, status, created_at)
     VALUES ($1, $2, $3, 1, 'manual', 'message', 0, $4, nextval('run_seq'), 'queued', now() - interval '30 days')`,
    [accountId, newId(), cycleId, lane],
  );
}
const hold = () => world.database.withAccount(accountId, (scope) => holdRuns(scope, cycleId));
const cancelHeld = (inDays: number) =>
  cancelHeldRuns(
    {
      database: world.database,
      clock: { now: () => Date.now() + inDays * dayMs },
      log: createLog({ level: "fatal", pretty: false }),
    },
    new AbortController().signal,
  );
const runs = async (): Promise<string[]> => {
  const { rows } = await world.database.pool.query(
    "SELECT lane || ' ' || status AS text FROM run_all WHERE cycle_id = $1 ORDER BY lane",
    [cycleId],
  );
  return rows.map((row) => row.text);
};

test("runs held for more than 7 days are cancelled; others stay, however old they are", async () => {
  await addRun("a");
  await hold();
  await addRun("b");
  await cancelHeld(6.9);
  expect(await runs()).toEqual(["a held", "b queued"]);
  await cancelHeld(7.1);
  expect(await runs()).toEqual(["a cancelled", "b queued"]);
  const { rows } = await world.database.pool.query(
    "SELECT finished_at IS NOT NULL AS finished FROM run_all WHERE cycle_id = $1 AND lane = 'a'",
    [cycleId],
  );
  expect(rows).toEqual([{ finished: true }]);
});

test("a run that is 30 days old and held since just now goes on when its cycle is started", async () => {
  await addRun("a");
  await hold();
  await world.database.withAccount(accountId, (scope) => resumeRuns(scope, cycleId));
  expect(await runs()).toEqual(["a queued"]);
  await cancelHeld(8);
  expect(await runs()).toEqual(["a queued"]);
});

test("more than a batch of them go at once", async () => {
  await world.database.pool.query(
    `INSERT INTO run_live (account_id, id, cycle_id, version, origin, trigger, shard, lane, seq, status)
     SELECT $1, gen_random_uuid(), $2, 1, 'manual', 'message', 0, 'l', nextval('run_seq'), 'queued' FROM generate_series(1, 1005)`,
    [accountId, cycleId],
  );
  await hold();
  await cancelHeld(8);
  expect(new Set(await runs())).toEqual(new Set(["l cancelled"]));
});
