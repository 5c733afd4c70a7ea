import { type Caller, type Operation, type RunsPreview, runsCancel, runsRetry } from "@velodrome/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { newId, toWire } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { type OperationWorkDeps, workAtOperations } from "./operation-work.ts";
import { createOperations, type Operations } from "./operations.ts";
import { noReplays } from "./testing/no-replays.ts";
import { createWorld, sendDocument, type World } from "./testing/world.ts";
import { createVersions } from "./versions.ts";

let world: World;
let operations: Operations;
let deps: OperationWorkDeps;
let account: string;
let cycle: string;
const caller: Caller = { kind: "person", id: "1", name: "Ann", email: "ann@example.com" } as never;
beforeAll(async () => {
  world = await createWorld();
  const { database } = world;
  operations = createOperations({ database, clock: systemClock });
  const log = createLog({ level: "fatal", pretty: false });
  deps = { database, versions: createVersions(database), clock: systemClock, log, touch: () => {}, ...noReplays };
});
afterAll(() => world.close());
beforeEach(async () => {
  account = await world.addAccount();
  const page = newId();
  cycle = await world.run(account, sendDocument(await world.connect(account, page)), [page]);
});

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await world.database.pool.query(text, values)).rows as Row[];

/** Finished runs of the cycle, oldest first; those that failed did so at their reply. */
async function finished(count: number, status: "failed" | "succeeded" = "failed", step = "reply"): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  const error = status === "failed" ? JSON.stringify({ code: "no", step }) : null;
  await query(
    `INSERT INTO run (account_id, id, cycle_id, version, origin, trigger, lane, status, error, created_at, started_at, finished_at)
     SELECT $1, id, $3, 1, 'event', 'message', 'x', $4, $5::json, now(), now(), now() FROM unnest($2::uuid[]) AS i(id)`,
    [account, ids, cycle, status, error],
  );
  await query(
    `INSERT INTO step_run (account_id, run_id, id, step, path, number, status, repeated, started_at, finished_at)
     SELECT $1, run, id, $4, '', 1, $5, false, now(), now() FROM unnest($2::uuid[], $3::uuid[]) AS i(run, id)`,
    [account, ids, ids.map(() => newId()), step, status],
  );
  return ids;
}
async function queued(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await query(
    `INSERT INTO run_live (account_id, id, cycle_id, version, origin, trigger, shard, lane, seq, status)
     SELECT $1, id, $3, 1, 'manual', 'message', 0, 'x', nextval('run_seq'), 'queued' FROM unnest($2::uuid[]) AS i(id)`,
    [account, ids, cycle],
  );
  return ids;
}
const retried = async () =>
  (
    await query<{ retry_of: string }>(
      "SELECT retry_of FROM run_live WHERE account_id = $1 AND retry_of IS NOT NULL ORDER BY seq",
      [account],
    )
  ).map((row) => row.retry_of);
const retry = (over: object = {}) => operations.retry(account, caller, runsRetry.parse(over));
const started = async (over: object = {}) => (await retry(over)) as Operation;
const work = (over: Partial<OperationWorkDeps> = {}, stop = new AbortController().signal) =>
  workAtOperations({ ...deps, ...over }, stop);
const audited = () =>
  query<{ act: string; actor: string; details: object }>(
    "SELECT act, actor, details FROM audit WHERE account_id = $1 ORDER BY id",
    [account],
  );

describe("a preview", () => {
  test("counts what is meant and does nothing", async () => {
    await finished(3);
    await finished(2, "succeeded");
    await queued(4);
    expect(await retry({ preview: true })).toEqual({ runs: 3, more: false });
    expect(await retry({ preview: true, filter: { status: "succeeded" } })).toEqual({ runs: 2, more: false });
    expect(await retry({ preview: true, filter: { cycle: toWire("cycle", newId()) } })).toEqual({
      runs: 0,
      more: false,
    });
    const [one] = await finished(1, "succeeded");
    expect(await retry({ preview: true, filter: { status: "succeeded", ids: [toWire("run", one ?? "")] } })).toEqual({
      runs: 1,
      more: false,
    });
    const cancel = await operations.cancel(account, caller, runsCancel.parse({ preview: true }));
    expect(cancel).toEqual({ runs: 4, more: false });
    await work();
    expect(await retried()).toEqual([]);
    expect(await audited()).toEqual([]);
  });
});

describe("retrying many", () => {
  test("makes a run of each in the order in which they came, and says how far it is", async () => {
    const ids = await finished(120);
    const asked = await started({ from: "failed-step" });
    expect(asked).toMatchObject({ kind: "retry", status: "running", expected: { runs: 120, more: false }, done: 0 });
    await work();
    expect(await retried()).toEqual(ids);
    const over = await operations.read(account, asked.id);
    expect(over).toMatchObject({ status: "done", done: 120, skipped: {}, requestedBy: "ann@example.com" });
    expect(over.finishedAt).not.toBeNull();
    expect((await operations.list(account, { limit: 10 })).items).toEqual([over]);
    expect(await audited()).toMatchObject([
      { act: "runs.retry-requested", actor: "ann@example.com", details: { id: asked.id, runs: 120 } },
      { act: "runs.retried", details: { id: asked.id, runs: 120 } },
    ]);
  });

  test("leaves out what was retried already, unless that is wanted", async () => {
    const [first = ""] = await finished(1);
    await started();
    await work();
    const [second = ""] = await finished(1);
    expect(((await retry({ preview: true })) as RunsPreview).runs).toBe(1);
    await started();
    await work();
    expect(await retried()).toEqual([first, second]);
    await started({ again: true });
    await work();
    expect(await retried()).toEqual([first, second, first, second]);
  });

  test("makes one run of each, however often it was asked for, when several workers are at it", async () => {
    const ids = await finished(60);
    await started();
    await started();
    await Promise.all([work(), work(), work()]);
    await work();
    expect(await retried()).toEqual(ids);
  });

  test("skips those that cannot be retried, and says why", async () => {
    await finished(1, "failed", "reply");
    await query("UPDATE run SET version = 7 WHERE account_id = $1", [account]);
    const [good = ""] = await finished(1);
    await query("UPDATE run SET trigger = 'gone' WHERE id = $1", [(await finished(1))[0]]);
    const { id } = await started({ version: "latest" });
    await work();
    expect(await operations.read(account, id)).toMatchObject({ status: "done", done: 2, skipped: { step_gone: 1 } });
    expect(await retried()).toContain(good);
  });

  test("is held up by no run that breaks", async () => {
    await finished(1);
    await query("UPDATE run SET version = 7 WHERE account_id = $1", [account]);
    const [good] = await finished(1);
    const { id } = await started({ from: "failed-step" });
    await work();
    expect(await operations.read(account, id)).toMatchObject({ status: "done", done: 1, skipped: { internal: 1 } });
    expect(await retried()).toEqual([good]);
  });

  test("goes on where it was after its process was stopped, each run once", async () => {
    const ids = await finished(130);
    const { id } = await started();
    const stop = new AbortController();
    await work({ touch: () => stop.abort() }, stop.signal);
    expect((await operations.read(account, id)).done).toBe(50);
    await work();
    expect(await retried()).toEqual(ids);
  });

  test("takes back a chunk that its process died in, and does it again", async () => {
    const ids = await finished(70);
    await started({ from: "failed-step" });
    let calls = 0;
    const dies: OperationWorkDeps["versions"] = {
      get: (...place) => {
        calls += 1;
        if (calls === 60) throw new Error("Connection terminated unexpectedly");
        return deps.versions.get(...place);
      },
    };
    await work({ versions: dies });
    expect(await retried()).toHaveLength(50);
    await work();
    expect(await retried()).toEqual(ids);
  });

  test("by two processes at once does nothing twice", async () => {
    const ids = await finished(110);
    await started();
    await Promise.all([work(), work()]);
    await work();
    expect(await retried()).toEqual(ids);
  });

  test("waits where the clock is behind, so that its own runs are never taken for those that were meant", async () => {
    await finished(1);
    const { id } = await started();
    const future = "ffffffff-ffff-7fff-bfff-ffffffffffff";
    await query("UPDATE operation SET id = $2 WHERE account_id = $1", [account, future]);
    await work();
    expect(await retried()).toEqual([]);
    expect(id).toMatch(/^ope_/);
  });
});

describe("cancelling many", () => {
  test("ends what was there when it was asked for", async () => {
    const before = await queued(60);
    const asked = (await operations.cancel(account, caller, runsCancel.parse({}))) as Operation;
    const [later = ""] = await queued(1);
    await work();
    expect(await operations.read(account, asked.id)).toMatchObject({ status: "done", done: 60, skipped: {} });
    const rows = await query<{ id: string }>(
      "SELECT id FROM run WHERE account_id = $1 AND status = 'cancelled' ORDER BY id",
      [account],
    );
    expect(rows.map((row) => row.id)).toEqual(before);
    expect(await query("SELECT id FROM run_live WHERE account_id = $1", [account])).toEqual([{ id: later }]);
  });
});

describe("an operation", () => {
  test("does no more once it is stopped, and is stopped once", async () => {
    await finished(3);
    const { id } = await started({ filter: { person: "someone", from: "2026-01-01T00:00:00.000Z" } });
    expect(await operations.stop(account, id)).toMatchObject({
      status: "stopped",
      // What names a person is kept no longer than it is needed.
      filter: { from: "2026-01-01T00:00:00.000Z" },
    });
    await work();
    expect(await retried()).toEqual([]);
    await expect(operations.stop(account, id)).rejects.toMatchObject({ code: "operation_finished" });
  });

  test("is seen by its account only", async () => {
    const { id } = await started();
    const other = await world.addAccount();
    await expect(operations.read(other, id)).rejects.toMatchObject({ code: "operation_not_found" });
    expect((await operations.list(other, { limit: 10 })).items).toEqual([]);
  });

  test("is not asked for with what cannot be", () => {
    for (const wrong of [
      { filter: { status: "running" } },
      { from: "failed-step", filter: { status: "cancelled" } },
      { filter: { limit: 3 } },
    ]) {
      expect(runsRetry.safeParse(wrong).success).toBe(false);
    }
    expect(runsCancel.safeParse({ filter: { status: "failed" } }).success).toBe(false);
  });
});
