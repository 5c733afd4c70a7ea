import type { CycleDocumentInput, ErrorPolicy } from "@velodrome/contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createCycleStops } from "./cycle-stop.ts";
import { type Behaviour, failure, startWorker, testConnector } from "./testing/test-worker.ts";
import { createWorld, message, sendDocument, type World } from "./testing/world.ts";
import type { Worker } from "./worker.ts";

let world: World;
let workers: Worker[] = [];
let accountId: string;
const page = "page";

beforeEach(async () => {
  world = await createWorld();
  accountId = await world.addAccount();
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
  await world.close();
});

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await world.database.pool.query(text, values)).rows as Row[];
const receive = async (...mids: string[]) => {
  const keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep(
    mids.map((mid) => message({ page, text: mid, mid, person: mid })),
    { setupId: world.setupId, connector: "test" },
  );
};

/** Message → reply → thanks, with a policy for the cycle and one for the reply. */
async function run(settings: ErrorPolicy, own?: ErrorPolicy) {
  const { steps = [], edges = [] } = sendDocument(await world.connect(accountId, page));
  const [trigger, reply] = steps;
  if (!trigger || reply?.type !== "action") throw new Error("The document has no reply.");
  const thanks = { ...reply, id: "thanks", input: { ...reply.input, text: { value: "thanks" } } };
  const document: CycleDocumentInput = {
    steps: [trigger, { ...reply, ...(own && { onError: own }) }, thanks],
    edges: [...edges, { from: "reply", to: "thanks" }],
    settings: { onStepError: settings },
  };
  await world.run(accountId, document, [page]);
}

async function start(behaviour: Behaviour, repeat: "safe" | "reconcile" | "unsafe" = "reconcile") {
  const { sent, connectors } = testConnector(behaviour, repeat);
  const worker = await startWorker(world, connectors);
  workers.push(worker);
  await worker.idle();
  return { sent, worker };
}
const failing = (kind: Parameters<typeof failure>[0], times = Number.POSITIVE_INFINITY): Behaviour => {
  let left = times;
  return ({ text }) => {
    if (text !== "thanks" && left-- > 0) throw failure(kind);
  };
};
const statuses = async () =>
  (await query<{ status: string }>("SELECT status FROM run_all ORDER BY id")).map((row) => row.status);
const attempts = async () =>
  (
    await query<{ step: string; status: string; repeated: boolean; number: number }>(
      "SELECT step, status, repeated, number FROM step_run ORDER BY id",
    )
  ).map(({ step, status, repeated, number }) => `${step} ${number} ${status}${repeated ? " repeated" : ""}`);
/** What waits for its time is due now. */
const passTime = async (worker: Worker) => {
  await query("UPDATE run_live SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL");
  await worker.tick();
  await worker.idle();
};
const waiting = () =>
  query<{ minutes: number; lane_held: boolean }>(
    "SELECT round(extract(epoch FROM due_at - now()) / 60)::int AS minutes, lane_held FROM run_live",
  );

describe("a retry", () => {
  it("follows the ladder, lets its lane go meanwhile, and fails when the ladder is at its end", async () => {
    await run("stop-run", { then: "stop-run", retry: { wait: "ladder", times: 2, errors: "passing" } });
    await receive("m");
    const { sent, worker } = await start(failing("retryable"));
    expect(await waiting()).toEqual([{ minutes: 5, lane_held: false }]);
    await passTime(worker);
    expect(await waiting()).toEqual([{ minutes: 35, lane_held: false }]);
    await passTime(worker);
    expect(await statuses()).toEqual(["failed"]);
    expect(sent).toHaveLength(3);
  });

  it("is not made of an error that comes again, unless the policy says so", async () => {
    await run({ then: "stop-run", retry: { wait: "backoff", times: 3, baseSeconds: 2, capSeconds: 9, errors: "all" } });
    await receive("m");
    const { worker } = await start(failing("terminal", 1));
    await passTime(worker);
    expect(await statuses()).toEqual(["succeeded"]);
    expect(await attempts()).toEqual(["reply 1 failed", "reply 2 succeeded", "thanks 1 succeeded"]);
  });

  it("of a call that may have happened is marked, and is made only when the policy says so", async () => {
    await run({ then: "stop-run", retry: { wait: "backoff", times: 3, baseSeconds: 2, capSeconds: 9, errors: "all" } });
    await receive("m");
    const { worker } = await start(failing("timeout", 1), "unsafe");
    await passTime(worker);
    expect(await attempts()).toEqual(["reply 1 uncertain", "reply 2 succeeded repeated", "thanks 1 succeeded"]);
  });

  it("is not made at all where the policy has none", async () => {
    await run("stop-run", {
      then: "stop-run",
      retry: { wait: "backoff", times: 0, baseSeconds: 2, capSeconds: 9, errors: "all" },
    });
    await receive("m");
    await start(failing("retryable"));
    expect(await statuses()).toEqual(["failed"]);
  });
});

describe("an ignored error", () => {
  it("lets the run go on behind the step, and is seen at its attempt", async () => {
    await run("stop-run", "ignore");
    await receive("m");
    const { sent } = await start(failing("terminal"));
    expect(sent.map(({ text }) => text)).toEqual(["m", "thanks"]);
    expect(await statuses()).toEqual(["succeeded"]);
    const [row] = await query("SELECT status, port, error FROM step_run WHERE step = 'reply'");
    expect(row).toMatchObject({ status: "failed", port: null, error: { code: "it_failed", ignored: true } });
  });

  it("is what the cycle's setting makes of every step that says nothing else", async () => {
    await run("ignore");
    await receive("m");
    const { sent } = await start(() => {
      throw failure("terminal");
    });
    expect(sent).toHaveLength(2);
    expect(await statuses()).toEqual(["succeeded"]);
  });
});

describe("an error that stops the cycle", () => {
  const cycle = () => query<{ status: string }>("SELECT status FROM cycle");
  const notices = () => query<{ code: string; severity: string; message: string }>("SELECT * FROM notice");

  it("fails its run, stops the cycle as a person would, holds the other runs and tells the partner", async () => {
    await run("stop-cycle");
    await receive("a", "b");
    const { worker } = await start(({ text }) => {
      if (text === "a") throw failure("terminal");
      throw failure("retryable", { retryAfterMs: 3_600_000 });
    });
    await worker.tick();
    expect(await cycle()).toEqual([{ status: "stopped" }]);
    expect(await statuses()).toEqual(["failed", "held"]);
    expect(await query("SELECT * FROM listener")).toEqual([]);
    expect(await notices()).toMatchObject([{ code: "cycle_stopped_by_error", severity: "error" }]);
    expect((await notices())[0]?.message).toContain('"reply" failed');
    await receive("later");
    expect(await statuses()).toEqual(["failed", "held"]);
  });

  it("stops nothing when a newer version runs by now", async () => {
    await run("stop-cycle");
    await receive("a");
    await query(
      "INSERT INTO cycle_version (account_id, cycle_id, version, document) SELECT account_id, cycle_id, 2, document FROM cycle_version",
    );
    await query("UPDATE cycle SET version = 2");
    await start(failing("terminal"));
    expect(await statuses()).toEqual(["failed"]);
    expect(await cycle()).toEqual([{ status: "running" }]);
    expect(await notices()).toEqual([]);
  });

  it("changes nothing at all for a worker that has lost the run", async () => {
    await run("stop-cycle");
    await receive("a");
    const [live] = await query<{ id: string }>("SELECT id FROM run_live");
    const stops = createCycleStops({ database: world.database, clock: systemClock, touch: () => {} });
    const late = {
      accountId,
      id: live?.id ?? "",
      revision: 7,
      status: "failed",
      waitMs: null,
      laneHeld: false,
      startedAt: null,
    } as const;
    const error = { code: "no", message: "No.", step: "reply" };
    expect(await stops.add({ ...late, crashes: 0, state: null, attempt: null, error, steps: [] })).toEqual({
      kind: "lost",
    });
    expect(await statuses()).toEqual(["queued"]);
    expect(await cycle()).toEqual([{ status: "running" }]);
    expect(await notices()).toEqual([]);
  });
});
