import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { newId } from "../base/id.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createCheckpoints } from "./checkpoint.ts";
import { type Checkpoint, type CheckpointOutcome, writeCheckpoints } from "./checkpoint-store.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const error = { class: "terminal", code: "test", message: "It failed." };

const attempt = (input: unknown): Checkpoint["steps"][number] => ({
  ...{ id: newId(), step: "reply", path: "", number: 1, status: "succeeded", port: null, repeated: false, input },
  ...{ output: { sent: "Grüße" }, request: null, response: null, error: null },
  ...{ startedAt: new Date(0).toISOString(), finishedAt: new Date(1).toISOString() },
});

/** Ends four runs of a Page; `beside`: with a fifth in their group that goes on. */
async function endRuns(page: string, beside: boolean) {
  const { pool } = world.database;
  const query = async <Row>(text: string, values: unknown[]): Promise<Row[]> =>
    (await pool.query(text, values)).rows as Row[];
  const accountId = await world.addAccount();
  await world.run(accountId, sendDocument(await world.connect(accountId, page)), [page]);
  const keeper = createKeeper({ pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const people = ["ends", "was to be cancelled", "nobody waited", "another was first", "goes on"];
  await keeper.keep(
    people.map((person) => message({ page, mid: `${page} ${person}`, person })),
    { setupId: world.setupId, connector: "test" },
  );
  const lane = (person: string) => `${page}:${person}`;
  await query("UPDATE run_live SET wish = 'cancel' WHERE lane = $1", [lane("was to be cancelled")]);
  await query("UPDATE run_live SET origin = 'answer' WHERE lane = $1", [lane("nobody waited")]);
  await query("UPDATE run_live SET revision = 7 WHERE lane = $1", [lane("another was first")]);
  const runs = await query<{ id: string; lane: string }>(
    "SELECT id, lane FROM run_live WHERE account_id = $1 ORDER BY id",
    [accountId],
  );
  const group = runs
    .filter((run) => beside || run.lane !== lane("goes on"))
    .map((run): Checkpoint => {
      const failed = run.lane === lane("was to be cancelled");
      const input = run.lane === lane("ends") ? "much ".repeat(100_000) : "little";
      return {
        ...{ accountId, id: run.id, revision: 0, waitMs: null, laneHeld: false, crashes: 0, startedAt: new Date(0) },
        ...{ state: null, attempt: null, error: failed ? error : null, steps: [attempt(input)] },
        status: run.lane === lane("goes on") ? "running" : failed ? "failed" : "succeeded",
      };
    });
  const outcomes = await writeCheckpoints(pool, group);
  const told: Record<string, CheckpointOutcome | undefined> = {};
  for (const [at, { id }] of group.entries())
    told[runs.find((run) => run.id === id)?.lane.slice(page.length + 1) ?? ""] = outcomes[at];
  delete told["goes on"];
  return {
    told,
    ended: await query(
      `SELECT r.status, r.error, r.started_at, r.finished_at >= r.created_at AS later, substr(r.lane, length($2) + 2) AS lane
       FROM run r WHERE r.account_id = $1 ORDER BY r.id`,
      [accountId, page],
    ),
    left: await query(
      "SELECT substr(lane, length($2) + 2) AS lane FROM run_live WHERE account_id = $1 AND lane <> $3 ORDER BY id",
      [accountId, page, lane("goes on")],
    ),
    attempts: await query(
      `SELECT s.status, s.output, s.started_at, s.input::text LIKE '%blob%' AS shelved FROM step_run s JOIN run r ON r.id = s.run_id
       WHERE r.account_id = $1 ORDER BY s.id`,
      [accountId],
    ),
    shelf: await query("SELECT count(*)::int FROM blob WHERE account_id = $1", [accountId]),
  };
}

it("runs end the same way by themselves and beside one that goes on", async () => {
  const alone = await endRuns("alone", false);
  expect(alone.told).toEqual({
    ends: { kind: "won", wish: null },
    "was to be cancelled": { kind: "won", wish: null },
    "nobody waited": { kind: "won", wish: null },
    "another was first": { kind: "lost" },
  });
  expect(alone.ended).toMatchObject([
    { lane: "ends", status: "succeeded", error: null, later: true },
    { lane: "was to be cancelled", status: "cancelled", error },
  ]);
  expect(alone.left).toEqual([{ lane: "another was first" }]);
  expect(alone.attempts).toMatchObject([{ shelved: true }, { shelved: false }]);
  expect(alone.shelf).toEqual([{ count: 1 }]);
  expect(await endRuns("beside", true)).toEqual(alone);
});

it("what no column holds costs its own run and not its group", async () => {
  const { pool } = world.database;
  const accountId = await world.addAccount();
  await world.run(accountId, sendDocument(await world.connect(accountId, "group")), ["group"]);
  const keeper = createKeeper({ pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep(
    ["one", "two", "three"].map((person) => message({ page: "group", mid: `group ${person}`, person })),
    { setupId: world.setupId, connector: "test" },
  );
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM run_live WHERE account_id = $1 ORDER BY id", [
    accountId,
  ]);
  const checkpoints = createCheckpoints(pool, () => {});
  const outcomes = await Promise.allSettled(
    rows.map(({ id }, at) =>
      checkpoints.add({
        ...{
          accountId,
          id,
          revision: 0,
          status: "succeeded",
          waitMs: null,
          laneHeld: false,
          crashes: 0,
          startedAt: null,
        },
        ...{ state: null, attempt: null, error: null, steps: [{ ...attempt("fine"), number: at === 1 ? 2 ** 40 : 1 }] },
      }),
    ),
  );
  expect(outcomes).toMatchObject([
    { status: "fulfilled", value: { kind: "won" } },
    { status: "rejected", reason: { code: "22P03" } },
    { status: "fulfilled", value: { kind: "won" } },
  ]);
});
