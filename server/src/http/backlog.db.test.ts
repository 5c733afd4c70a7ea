import type { Connector } from "@velodrome/kit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { fromWire } from "../base/id.ts";
import { createFakeConnector } from "../connection/testing/fake-connector.ts";
import { answerBacklogs } from "../ingest/answer-backlogs.ts";
import { createKeeper, type Keeper } from "../ingest/keep.ts";
import { message } from "../run/testing/world.ts";
import { createResourceServer, type ResourceServer } from "./testing/resource-server.ts";

const { connector, application } = createFakeConnector();
/** The chat, with items of one kind each. */
const letters: Connector = {
  ...connector,
  name: "letters",
  webhooks: {
    handshake: () => ({ kind: "wrong_mode" }),
    authenticate: () => "genuine",
    split: () => [],
    triggersOf: ({ kind }) => [kind, "any"],
    acknowledgement: "",
  },
};

let server: ResourceServer;
let keeper: Keeper;
let setup: { id: string };
let accountId: string;
let cycles: string;
let cycle: string;
let page = 0;

beforeAll(async () => {
  server = await createResourceServer([letters]);
  const wanted = { name: "App", clientId: "1", clientSecret: "s" };
  setup = (await server.call("POST", "/v1/connectors/letters/setups", wanted)).body;
  keeper = createKeeper({ pool: server.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
});
afterAll(() => server.close());

const call = async (method: "GET" | "POST" | "PUT", url: string, payload?: object) => {
  const { status, body } = await server.call(method, url, payload);
  if (status >= 400) throw new Error(JSON.stringify(body));
  return body;
};
const query = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await server.database.pool.query(text, values)).rows as Row[];
const act = (name: string, payload?: object) => call("POST", `${cycles}/${cycle}/${name}`, payload);
const backlog = (rest = "") => call("GET", `${cycles}/${cycle}/backlog${rest}`);
const receive = (...mids: string[]) =>
  keeper.keep(
    mids.map((mid) => message({ page: String(page), mid: `${page} ${mid}`, person: `p${mid.length % 3}`, text: mid })),
    { setupId: fromWire("setup", setup.id) ?? "", connector: "letters" },
  );
const answerAll = (signal = new AbortController().signal, touch: (accounts: readonly string[]) => void = () => {}) =>
  answerBacklogs({ ...server.deps, touch }, signal);
/** What the cycle has taken, in the order of its runs. */
const taken = async () =>
  (
    await query<{ text: string }>(
      `SELECT e.excerpt AS text FROM run_live r JOIN event e ON e.account_id = r.account_id AND e.id = r.event_id
       WHERE r.cycle_id = $1 ORDER BY r.seq`,
      [fromWire("cycle", cycle)],
    )
  ).map(({ text }) => text);
const listens = async () =>
  (await query("SELECT FROM listener WHERE cycle_id = $1", [fromWire("cycle", cycle)])).length > 0;
const texts = (items: readonly { text: string }[]) => items.map(({ text }) => text);

beforeEach(async () => {
  page += 1;
  application.tokens.set(`token-${page}`, { externalId: String(page), name: null });
  const account = await server.addAccount("Customer");
  accountId = account.id;
  const home = `/v1/accounts/${account.wire}`;
  cycles = `${home}/cycles`;
  const connection = await call("POST", `${home}/connections`, {
    ...{ connector: "letters", setup: setup.id, name: "Page" },
  });
  await call("PUT", `${home}/connections/${connection.id}/credentials`, {
    ...{ pageId: String(page), pageAccessToken: `token-${page}` },
  });
  const document = { steps: [{ id: "hear", type: "trigger", connector: "letters", method: "message" }], edges: [] };
  cycle = (await call("POST", cycles, { name: "Greeting", document })).id;
});

/** Running, then stopped. Nothing of before the start counts. */
async function stopped() {
  await receive("before");
  await act("start");
  await receive("taken");
  await act("stop");
}

describe("what came while a cycle was stopped", () => {
  it("is told with its count, oldest first, and nothing else", async () => {
    await stopped();
    await receive("one", "three", "fourth");
    await keeper.keep([{ ...message({ page: String(page), mid: "r" }), kind: "read", triggers: ["read"] }], {
      ...{ setupId: fromWire("setup", setup.id) ?? "", connector: "letters" },
    });
    const all = await backlog();
    expect(all).toMatchObject({ recent: { count: 3, more: false }, older: { count: 0, more: false }, answering: null });
    expect(texts(all.items)).toEqual(["one", "three", "fourth"]);
    expect(Date.now() - Date.parse(all.since)).toBeLessThan(60_000);
    const first = await backlog("?limit=2");
    expect(texts(first.items)).toEqual(["one", "three"]);
    const second = await backlog(`?limit=2&cursor=${first.nextCursor}`);
    expect(texts(second.items)).toEqual(["fourth"]);
    expect(second.nextCursor).toBeNull();
  });

  it("stays unanswered unless a start says otherwise, and is not asked about again", async () => {
    await stopped();
    await receive("one");
    await act("start");
    await answerAll();
    expect(await taken()).toEqual(["taken"]);
    expect(await listens()).toBe(true);
    await act("stop");
    expect(await backlog()).toMatchObject({ recent: { count: 0 }, items: [] });
  });

  it("is answered before anything newer, once each, by the version that was started", async () => {
    await stopped();
    await receive("one", "three");
    await act("start", { backlog: "all" });
    expect(await listens()).toBe(false);
    expect(await backlog()).toMatchObject({ since: null, answering: { runs: 0 } });
    // It publishes meanwhile: new events take the new version.
    const { document, revision } = await call("GET", `${cycles}/${cycle}`);
    const more = { ...document, steps: [...document.steps, { id: "note", type: "note", text: "Hello" }] };
    await server.call("PATCH", `${cycles}/${cycle}`, { document: more, revision });
    await act("publish");
    await receive("fourth");
    await answerAll();
    expect(await listens()).toBe(true);
    await receive("after it");
    await answerAll();
    expect(await taken()).toEqual(["taken", "one", "three", "fourth", "after it"]);
    const versions = await query<{ version: number }>("SELECT version FROM run_live WHERE cycle_id = $1 ORDER BY seq", [
      fromWire("cycle", cycle),
    ]);
    expect(versions.map(({ version }) => version)).toEqual([1, 1, 1, 1, 2]);
    expect(await query("SELECT FROM event WHERE account_id = $1 AND NOT routed", [accountId])).toHaveLength(1);
  });

  it("is answered as far as it is at most a day old, when that is wanted", async () => {
    await receive("before");
    await act("start");
    await act("stop");
    await receive("old");
    await query(
      "UPDATE event SET id = uuid_at(now() - interval '30 hours') WHERE account_id = $1 AND excerpt = 'old'",
      [accountId],
    );
    await query(
      "UPDATE cycle SET unanswered_since = now() - interval '31 hours', started_at = now() - interval '32 hours' WHERE id = $1",
      [fromWire("cycle", cycle)],
    );
    await query(
      "UPDATE event SET id = uuid_at(now() - interval '33 hours') WHERE account_id = $1 AND excerpt = 'before'",
      [accountId],
    );
    await receive("new");
    expect(await backlog()).toMatchObject({ recent: { count: 1 }, older: { count: 1 } });
    await act("start", { backlog: "recent" });
    await answerAll();
    expect(await taken()).toEqual(["new"]);
  });

  it("is gone on with where a process left off, and what a stop leaves stays open", async () => {
    await stopped();
    const many = Array.from({ length: 1200 }, (_, at) => `m${at}`);
    await receive(...many);
    await act("start", { backlog: "all" });
    const dies = new AbortController();
    await answerAll(dies.signal, (accounts) => {
      if (accounts.includes(accountId)) dies.abort();
    });
    expect(await taken()).toHaveLength(1000);
    expect(await listens()).toBe(false);
    await act("stop");
    expect(await backlog()).toMatchObject({ recent: { count: 201 } });
    await receive("last");
    await act("start", { backlog: "all" });
    await answerAll();
    expect(await taken()).toEqual(["taken", ...many, "last"]);
  });

  it("includes what was being kept while the cycle began to listen; then it is over, and who wanted it is known", async () => {
    await stopped();
    await receive("one");
    await act("start", { backlog: "all" });
    await answerAll();
    const rows = await query("DELETE FROM listener WHERE cycle_id = $1 RETURNING *", [fromWire("cycle", cycle)]);
    await receive("straggler");
    await query("INSERT INTO listener SELECT * FROM json_populate_recordset(NULL::listener, $1)", [
      JSON.stringify(rows),
    ]);
    await answerAll();
    await answerAll();
    expect(await taken()).toEqual(["taken", "one", "straggler"]);
    await query("UPDATE cycle_backlog SET listening_at = now() - interval '1 minute' WHERE account_id = $1", [
      accountId,
    ]);
    await answerAll();
    expect(await query("SELECT FROM cycle_backlog WHERE account_id = $1", [accountId])).toEqual([]);
    const audit = await query("SELECT act, actor, details FROM audit WHERE account_id = $1 ORDER BY id", [accountId]);
    expect(audit).toMatchObject([
      { act: "backlog.decided", details: { cycle, answer: "all" } },
      {
        act: "backlog.answered",
        actor: (audit[0] as { actor: string }).actor,
        details: { cycle, runs: 2, version: 1 },
      },
    ]);
  });

  it("may be what runs wait for, and is not answered again when it was", async () => {
    const wait = {
      id: "wait",
      type: "wait-for-event",
      connector: "letters",
      method: "postback",
      timeout: { value: 1 },
    };
    const hear = { id: "hear", type: "trigger", connector: "letters", method: "message" };
    const { revision } = await call("GET", `${cycles}/${cycle}`);
    const document = { steps: [hear, wait], edges: [{ from: "hear", to: "wait" }] };
    await server.call("PATCH", `${cycles}/${cycle}`, { document, revision });
    await stopped();
    await receive("answered", "one");
    await keeper.keep([{ ...message({ page: String(page), mid: "p" }), kind: "postback", triggers: ["postback"] }], {
      ...{ setupId: fromWire("setup", setup.id) ?? "", connector: "letters" },
    });
    // The stop let its runs end, and one of them had waited for the first.
    await query(
      `INSERT INTO run (account_id, id, cycle_id, version, origin, event_id, trigger, lane, status, absorbed_by, created_at, finished_at)
       SELECT account_id, uuid_beside(id), $2, 1, 'answer', id, 'wait', lane, 'absorbed', id, now(), now()
       FROM event WHERE account_id = $1 AND excerpt = 'answered'`,
      [accountId, fromWire("cycle", cycle)],
    );
    expect(texts((await backlog()).items)).toEqual(["one"]);
    expect(await backlog()).toMatchObject({ recent: { count: 1 } });
    await act("start", { backlog: "all" });
    await answerAll();
    const runs = await query("SELECT origin, trigger, may_answer FROM run_live WHERE cycle_id = $1 ORDER BY seq", [
      fromWire("cycle", cycle),
    ]);
    expect(runs.slice(1)).toEqual([
      { origin: "event", trigger: "hear", may_answer: "message,any" },
      { origin: "answer", trigger: "wait", may_answer: "postback,any" },
    ]);
    expect((await query("SELECT runs FROM cycle_backlog WHERE account_id = $1", [accountId]))[0]).toEqual({ runs: 1 });
  });

  it("is no question of a start that takes one event only", async () => {
    await stopped();
    const refused = await server.call("POST", `${cycles}/${cycle}/start`, { once: true, backlog: "all" });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    await act("start", { once: true });
    await receive("one", "three");
    expect(await backlog()).toMatchObject({ recent: { count: 1 } });
  });
});
