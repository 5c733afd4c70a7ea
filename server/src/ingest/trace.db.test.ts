import type { CycleDocumentInput, Trace } from "@velodrome/contract";
import type { ConnectorMap, IncomingItem } from "@velodrome/kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { systemClock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import { createRunReader } from "../run/runs.ts";
import { testSealer } from "../run/testing/test-sealer.ts";
import { startWorker, testConnector } from "../run/testing/test-worker.ts";
import { createWorld, message, type World } from "../run/testing/world.ts";
import { createVersions } from "../run/versions.ts";
import { listConversations, readConversation } from "./conversations.ts";
import { createKeeper } from "./keep.ts";
import { traceMessage } from "./trace.ts";

let world: World;
let account: string;
let other: string;
let cycle: string;
const [page, strange] = ["901", "999"];

/** Answers to everything, and tells of deliveries as its items say. */
const connectors = new Map([
  [
    "test",
    {
      webhooks: {
        triggersOf: () => ["message"],
        receiptOf: ({ kind, item }: { kind: string; item: unknown }) =>
          kind === "delivery" ? { state: "delivered", mids: [(item as { mid: string }).mid], until: null } : null,
      },
    },
  ],
]) as unknown as ConnectorMap;

const document = (connection: string): CycleDocumentInput => ({
  steps: [
    {
      id: "message",
      type: "trigger",
      connector: "test",
      method: "message",
      connection: toWire("connection", connection),
    },
    {
      id: "isHi",
      type: "decision",
      name: "Says hi?",
      conditions: { left: { step: "message", path: "message.text" }, operator: "equals", right: { value: "hi" } },
    },
    {
      id: "reply",
      type: "action",
      name: "Reply",
      connector: "test",
      method: "send",
      connection: toWire("connection", connection),
      input: { to: { step: "message", path: "sender.id" }, text: { template: "Hello {{ message.sender.id }}" } },
    },
  ],
  edges: [
    { from: "message", to: "isHi" },
    { from: "isHi", to: "reply", port: "true" },
  ],
});

const keep = async (...items: IncomingItem[]) => {
  const { database, setupId } = world;
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  await keeper.keep(items, { setupId, connector: "test" });
};
const deps = () => {
  const { database } = world;
  const runs = createRunReader({ sealer: testSealer, database, versions: createVersions(database), touch: () => {} });
  return { database, connectors, runs };
};
const trace = (query: Parameters<typeof traceMessage>[2], of: string | null = account): Promise<Trace> =>
  traceMessage(deps(), of, query);
const no = ({ findings }: Trace) => findings.find(({ answer }) => answer === "no");

beforeAll(async () => {
  world = await createWorld();
  [account, other] = [await world.addAccount(), await world.addAccount()];
  const connection = await world.connect(account, page);
  cycle = await world.run(account, document(connection), [page]);
  const test = testConnector();
  for (const action of Object.values(test.connectors.get("test")?.actions ?? {})) {
    const { call } = action;
    Object.assign(action, {
      output: z.looseObject({}),
      call: async (...given: Parameters<typeof call>) => {
        await call(...given);
        return { messageId: "m_out" };
      },
    });
  }
  await keep(message({ page, person: "p1", mid: "m_hi" }), message({ page, person: "p2", mid: "m_bye", text: "bye" }));
  const worker = await startWorker(world, test.connectors);
  await worker.idle();
  await worker.close();
});
afterAll(() => world.close());

test("a message that was answered is followed to what was sent, and to its delivery once that is told", async () => {
  const before = await trace({ mid: "m_hi" });
  expect(before.findings.map(({ answer }) => answer)).toEqual(["yes", "yes", "yes", "yes", "yes", "yes", "unknown"]);
  expect(before.event?.mid).toBe("m_hi");
  expect(before.run?.status).toBe("succeeded");
  const told = { ...message({ page, person: "p1", mid: "told" }), kind: "delivery" as const, triggers: [] };
  await keep({ ...told, reference: null, text: null, item: JSON.stringify({ mid: "m_out" }) });
  expect((await trace({ mid: "m_hi" })).findings.at(-1)).toMatchObject({ link: "delivered", answer: "yes" });
});

test("one that met no condition ends at its port", async () => {
  expect(no(await trace({ mid: "m_bye" }))).toMatchObject({
    link: "port",
    message: "At “Says hi?” it went out by “Otherwise”, where nothing is sent.",
    act: { kind: "open_run", account: toWire("account", account) },
  });
});

test("it is found by its event, by Page and time, and at partner level without the account, but by no other account", async () => {
  const { event } = await trace({ mid: "m_hi" });
  const at = event?.receivedAt ?? "";
  expect((await trace({ event: event?.id ?? "" })).event?.id).toBe(event?.id);
  expect((await trace({ page, at, person: "p1" }, null)).event?.id).toBe(event?.id);
  expect((await trace({ page, at: new Date(Date.parse(at) - 3_600_000).toISOString() })).event).toBeNull();
  expect((await trace({ mid: "m_hi" }, other)).event).toBeNull();
});

test("by Page and time the nearest message is found, however much came to that Page after it", async () => {
  const [busy, its] = ["903", await world.addAccount()];
  await world.connect(its, busy);
  await keep(message({ page: busy, person: "p1", mid: "m_meant" }));
  const at = (await trace({ mid: "m_meant" }, its)).event?.receivedAt ?? "";
  const receipt = (mid: string) => ({ ...message({ page: busy, person: "p1", mid }), kind: "read" as const });
  await keep(...["r1", "r2", "r3"].map(receipt));
  await keep(...Array.from({ length: 12 }, (_, n) => message({ page: busy, person: "p2", mid: `m_later_${n}` })));
  const found = await trace({ page: busy, at }, its);
  expect(found.event?.mid).toBe("m_meant");
  expect(new Set(found.others.map(({ kind }) => kind))).toEqual(new Set(["message"]));
});

test("a trigger that is switched off is none that could have taken it", async () => {
  const { pool } = world.database;
  await keep(message({ page, person: "p9", mid: "m_switched" }));
  await pool.query("UPDATE event SET routed = false WHERE reference = 'm_switched'");
  await pool.query("DELETE FROM run_live");
  const switched = async (value: boolean) => {
    for (const [table, column, id] of [
      ["cycle", "draft", "id"],
      ["cycle_version", "document", "cycle_id"],
    ])
      await pool.query(
        `UPDATE ${table} SET ${column} = jsonb_set(${column}, '{steps,0,disabled}', $2::jsonb) WHERE ${id} = $1`,
        [cycle, value],
      );
  };
  await switched(true);
  expect(no(await trace({ mid: "m_switched" }))).toMatchObject({ act: { kind: "new_cycle" } });
  await switched(false);
  expect(no(await trace({ mid: "m_switched" }))).toMatchObject({ act: { kind: "replay_event" } });
  // The tests below look at all that there is.
  await pool.query("DELETE FROM event WHERE reference = 'm_switched'");
});

test("while its cycle is stopped it ends there, and can be started; afterwards it can be run again", async () => {
  await world.database.pool.query("UPDATE cycle SET status = 'stopped' WHERE id = $1", [cycle]);
  await world.database.pool.query("DELETE FROM listener");
  await keep(message({ page, person: "p1", mid: "m_stopped" }));
  expect(no(await trace({ mid: "m_stopped" }))).toMatchObject({
    link: "cycle",
    act: { kind: "start_cycle", cycle: toWire("cycle", cycle) },
  });
  await world.database.pool.query("UPDATE cycle SET status = 'running' WHERE id = $1", [cycle]);
  expect(no(await trace({ mid: "m_stopped" }))).toMatchObject({ link: "cycle", act: { kind: "replay_event" } });
});

test("of a Page that no account has it is held for whoever connects it", async () => {
  await keep(message({ page: strange, mid: "m_strange" }));
  expect(no(await trace({ mid: "m_strange" }, null))).toMatchObject({
    link: "routed",
    act: { kind: "connect_page", connector: "test", setup: toWire("setup", world.setupId) },
  });
});

test("what was not kept says where to look: at the Page, at the Setup, or at its signature", async () => {
  const at = new Date().toISOString();
  expect(no(await trace({ page: "404", at }, null))).toMatchObject({ link: "arrived", act: { kind: "connect_page" } });
  expect(no(await trace({ page, person: "nobody", at }))).toMatchObject({ act: { kind: "open_connection" } });
  await world.database.pool.query(
    "INSERT INTO setup_count (setup_id, reason, count, last_at) VALUES ($1, 'wrong_signature', 3, now())",
    [world.setupId],
  );
  expect(no(await trace({ mid: "m_never" }))).toMatchObject({ link: "signature", act: { kind: "open_setup" } });
});

test("conversations stand in the order of their newest, page on without saying one twice, and can be one person's", async () => {
  const first = await listConversations(deps(), account, { limit: 1 });
  expect(first.items).toMatchObject([{ page, person: "p1", kind: "message" }]);
  const second = await listConversations(deps(), account, { limit: 1, cursor: first.nextCursor ?? "" });
  expect(second.items).toMatchObject([{ person: "p2", text: "bye" }]);
  expect(second.nextCursor).toBeNull();
  expect((await listConversations(deps(), account, { limit: 9, person: "p2" })).items).toHaveLength(1);
  expect((await listConversations(deps(), other, { limit: 9 })).items).toEqual([]);
});

test("a conversation is its events, with what they set going, what was said, and what is told of that", async () => {
  const { items, nextCursor } = await readConversation(deps(), account, { page, person: "p1", limit: 2 });
  expect(items.map(({ kind, mid }) => [kind, mid])).toEqual([
    ["message", "m_stopped"],
    ["delivery", null],
  ]);
  expect(items[1]?.receipt).toEqual({ state: "delivered", mids: ["m_out"], until: null });
  const older = await readConversation(deps(), account, { page, person: "p1", limit: 2, cursor: nextCursor ?? "" });
  expect(older).toMatchObject({
    nextCursor: null,
    items: [
      {
        mid: "m_hi",
        runs: [{ status: "succeeded", replies: [{ name: "Reply", method: "send", text: "Hello p1", mid: "m_out" }] }],
      },
    ],
  });
});

test("a list of conversations says what was said last in each, not that it came or was read", async () => {
  const list = async () => (await listConversations(deps(), account, { limit: 9, person: "p1" })).items;
  const [before] = await list();
  const told = { ...message({ page, person: "p1", mid: "told_last" }), kind: "delivery" as const, triggers: [] };
  await keep({ ...told, reference: null, text: null, item: JSON.stringify({ mid: "m_last" }) });
  const after = await list();
  expect(after).toMatchObject([{ kind: "message", text: before?.text }]);
  expect(after[0]?.lastAt).not.toBe(before?.lastAt);
});
