import { type Caller, type EventsPreview, eventsReplay, type Operation, replayedAtMost } from "@velodrome/contract";
import type { Connector, ConnectorMap, KeptItem } from "@velodrome/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../base/clock.ts";
import { newId, toWire } from "../base/id.ts";
import { createLog } from "../base/log.ts";
import { workAtOperations } from "../run/operation-work.ts";
import { createOperations, type Operations } from "../run/operations.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { createVersions } from "../run/versions.ts";
import { createKeeper } from "./keep.ts";
import { createEventReplays, type EventReplays, replayChunk } from "./replay-many.ts";

const webhooks = { triggersOf: ({ kind }: KeptItem) => [kind, "any"] };
const connectors: ConnectorMap = new Map([["test", { name: "test", webhooks } as unknown as Connector]]);
const caller: Caller = { kind: "person", id: "1", name: "Ann", email: "ann@example.com" } as never;
let world: World;
let replays: EventReplays;
let operations: Operations;
let account: string;
let connection: string;
let page: string;

beforeAll(async () => {
  world = await createWorld();
  const { database } = world;
  replays = createEventReplays({ database, connectors, clock: systemClock });
  operations = createOperations({ database, clock: systemClock });
});
afterAll(() => world.close());
beforeEach(async () => {
  account = await world.addAccount();
  page = newId();
  connection = await world.connect(account, page);
});

const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await world.database.pool.query(text, values)).rows as Row[];

/** Messages that nobody listens to yet, of several persons in turn; answers their ids in the order in which they came. */
async function came(...mids: string[]): Promise<string[]> {
  const { pool } = world.database;
  const keeper = createKeeper({ pool, clock: systemClock, touch: () => {}, observe: () => {} });
  const items = mids.map((mid, n) => message({ page, person: `p${n % 3}`, mid: `${page} ${mid}`, text: mid }));
  await keeper.keep(items, { setupId: world.setupId, connector: "test" });
  const rows = await query<{ id: string }>(
    "SELECT id FROM event WHERE account_id = $1 AND excerpt = ANY ($2) ORDER BY id",
    [account, mids],
  );
  return rows.map(({ id }) => id);
}
const many = (count: number) => came(...Array.from({ length: count }, (_, n) => `m${n}`));
const listen = () => world.run(account, sendDocument(connection), [page]);
const ask = (over: object = {}) => replays.replay(account, caller, eventsReplay.parse(over));
const preview = async (filter: object = {}) => (await ask({ filter, preview: true })) as EventsPreview;
const asked = async (filter: object = {}) => (await ask({ filter })) as Operation;
function work(over: { touch?: () => void; stop?: AbortSignal } = {}) {
  const { database } = world;
  const deps = {
    ...{ database, connectors, versions: createVersions(database), clock: systemClock },
    ...{ log: createLog({ level: "fatal", pretty: false }), touch: over.touch ?? (() => {}) },
  };
  return workAtOperations(
    { ...deps, replayChunk: (scope, operation) => replayChunk(deps, scope, operation) },
    over.stop ?? new AbortController().signal,
  );
}
/** The events that runs were started of, in the order in which they will run. */
const replayed = async () =>
  (
    await query<{ event_id: string }>(
      "SELECT event_id FROM run_live WHERE account_id = $1 AND origin = 'replay' ORDER BY seq",
      [account],
    )
  ).map((row) => row.event_id);

describe("a preview", () => {
  test("counts the events, those that are heard, and the runs of each cycle, and does nothing", async () => {
    await came("a", "b", "c");
    expect(await preview()).toEqual({ events: 3, heard: 0, runs: 0, more: false, cycles: [] });
    const cycles = [await listen(), await listen()].map((id) => toWire("cycle", id));
    const found = await preview();
    expect(found).toMatchObject({ events: 3, heard: 3, runs: 6, more: false });
    expect(found.cycles.toSorted((a, b) => (a.cycle < b.cycle ? -1 : 1))).toEqual(
      cycles.toSorted().map((cycle) => ({ cycle, name: "Cycle", runs: 3 })),
    );
    expect(await preview({ person: "p1" })).toMatchObject({ events: 1, runs: 2 });
    expect(await preview({ kind: "postback" })).toMatchObject({ events: 0, runs: 0 });
    await work();
    expect(await replayed()).toEqual([]);
  });

  test("says that there are too many, and they are not replayed", async () => {
    await query(
      `INSERT INTO event (account_id, id, source_id, connector, kind, channel, lane, routed, item)
       SELECT $1, uuid_beside($2), $2, 'test', 'message', 'messaging', 'x', false, 'null' FROM generate_series(0, $3)`,
      [account, newId(), replayedAtMost],
    );
    expect(await preview()).toMatchObject({ events: replayedAtMost, more: true });
    await expect(asked()).rejects.toMatchObject({ code: "too_many_events" });
    expect((await operations.list(account, { limit: 10 })).items).toEqual([]);
  });
});

describe("replaying many", () => {
  test("starts a run of each in the order in which they came, and says how far it is", async () => {
    const ids = await many(450);
    await listen();
    const request = await asked();
    expect(request).toMatchObject({ kind: "replay", status: "running", events: { expected: 450, seen: 0 } });
    await work();
    expect(await replayed()).toEqual(ids);
    const over = await operations.read(account, request.id);
    expect(over).toMatchObject({ status: "done", done: 450, skipped: {}, events: { expected: 450, seen: 450 } });
    expect((await operations.list(account, { limit: 10 })).items).toEqual([over]);
    expect(
      await query("SELECT act, actor, details FROM audit WHERE account_id = $1 ORDER BY id", [account]),
    ).toMatchObject([
      { act: "events.replay-requested", actor: "ann@example.com", details: { id: request.id, events: 450, runs: 450 } },
      { act: "events.replayed", details: { id: request.id, events: 450, runs: 450 } },
    ]);
  });

  test("means what was there when it was asked for, and of that what the filter finds or what is named", async () => {
    const [a = "", , c = ""] = await came("a", "b", "c");
    await listen();
    await asked({ ids: [c, a].map((id) => toWire("event", id)) });
    await came("later");
    await work();
    expect(await replayed()).toEqual([a, c]);
    await query("DELETE FROM run_live WHERE account_id = $1", [account]);
    await asked({ q: "b", routed: false });
    await work();
    expect(await replayed()).toHaveLength(1);
  });

  test("leaves out what nobody listens to, also a cycle that waits for one event, and says so", async () => {
    await came("a", "b");
    const once = await listen();
    await query("UPDATE listener SET once = true WHERE cycle_id = $1", [once]);
    expect(await preview()).toMatchObject({ events: 2, heard: 0, runs: 0 });
    const { id } = await asked();
    await work();
    expect(await replayed()).toEqual([]);
    expect(await operations.read(account, id)).toMatchObject({ status: "done", done: 0, skipped: { no_listener: 2 } });
  });

  test("goes on where it was after its process was stopped, each event once", async () => {
    const ids = await many(450);
    await listen();
    const { id } = await asked();
    const stop = new AbortController();
    await work({ touch: () => stop.abort(), stop: stop.signal });
    expect(await operations.read(account, id)).toMatchObject({ done: 200, events: { seen: 200 } });
    await Promise.all([work(), work()]);
    await work();
    expect(await replayed()).toEqual(ids);
  });

  test("stops when somebody says so, and what was started stays", async () => {
    await came("a");
    await listen();
    const { id } = await asked({ person: "p0" });
    expect(await operations.stop(account, id)).toMatchObject({ status: "stopped", filter: {} });
    await work();
    expect(await replayed()).toEqual([]);
  });
});
