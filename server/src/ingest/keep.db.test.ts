import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { stopAccountCycles } from "../cycle/stop-account.ts";
import { holdRuns } from "../run/hold-store.ts";
import { createWorld, message, sendDocument, type World } from "../run/testing/world.ts";
import { nilAccount } from "./event-view.ts";
import { setupTopic } from "../db/signal.ts";
import { createKeeper, type Keeper } from "./keep.ts";

let world: World;
let keeper: Keeper;
let touched: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  keeper = createKeeper({
    pool: world.database.pool,
    clock: systemClock,
    touch: (topics) => touched.push(...topics),
    observe: () => {},
  });
});
afterAll(() => world.close());

const from = () => ({ setupId: world.setupId, connector: "test" });
let pages = 0;
const newPage = () => `page${++pages}`;

interface EventOfPage {
  account_id: string;
  source_id: string;
  id: string;
  reference: string | null;
  kind: string;
  routed: boolean;
  raw: Buffer | null;
}
const eventsOf = async (page: string): Promise<EventOfPage[]> =>
  (await world.database.pool.query("SELECT * FROM event WHERE external_id = $1 ORDER BY id", [page])).rows;
const runsOf = async (page: string): Promise<{ lane: string; reference: string; account_id: string }[]> =>
  (
    await world.database.pool.query(
      `SELECT r.lane, e.reference, r.account_id FROM run_live r JOIN event e ON e.account_id = r.account_id AND e.id = r.event_id
       WHERE e.external_id = $1 ORDER BY r.seq`,
      [page],
    )
  ).rows;
const countOf = async (reason: string): Promise<number> => {
  const { rows } = await world.database.pool.query(
    "SELECT count FROM setup_count WHERE setup_id = $1 AND reason = $2",
    [world.setupId, reason],
  );
  return Number(rows[0]?.count ?? 0);
};

/** Somebody waits for a lock in this database: other tests have theirs on the same server. */
const untilOneWaits = () =>
  expect
    .poll(async () => {
      const waits = `SELECT FROM pg_locks WHERE NOT granted
        AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`;
      return (await world.database.pool.query(waits)).rowCount;
    })
    .toBeGreaterThan(0);

it("what no trigger takes unasked starts a run only where a trigger asks for it", async () => {
  const { page, accountId } = await listeningPage();
  const standby = (mid: string) => ({
    ...message({ page, mid }),
    channel: "standby",
    triggers: ["message@standby", "any@standby"],
  });
  await keeper.keep([standby("first")], from());
  expect(await runsOf(page)).toEqual([]);
  expect((await eventsOf(page)).map(({ routed }) => routed)).toEqual([false]);
  await world.database.pool.query(
    "UPDATE listener SET method = 'message@standby' WHERE account_id = $1 AND external_id = $2",
    [accountId, page],
  );
  await keeper.keep([standby("second"), message({ page, mid: "plain" })], from());
  expect((await runsOf(page)).map(({ reference }) => reference)).toEqual(["second"]);
});

async function listeningPage(): Promise<{ page: string; accountId: string }> {
  const page = newPage();
  const accountId = await world.addAccount();
  const connection = await world.connect(accountId, page);
  await world.run(accountId, sendDocument(connection), [page]);
  return { page, accountId };
}

describe("keeping events", () => {
  it("gives an event to every account that has the Page, and each of their listening cycles one run", async () => {
    const { page, accountId } = await listeningPage();
    const other = await world.addAccount();
    const connection = await world.connect(other, page);
    await world.run(other, sendDocument(connection), [page]);
    await world.run(other, sendDocument(connection), [page]);
    await keeper.keep([message({ page, mid: "m" })], from());
    const events = await eventsOf(page);
    expect(new Set(events.map((event) => event.account_id))).toEqual(new Set([accountId, other]));
    expect(new Set(events.map((event) => event.source_id)).size).toBe(1);
    expect(events.every((event) => event.routed)).toBe(true);
    expect((await runsOf(page)).map((run) => run.account_id).sort()).toEqual([accountId, other, other].sort());
    expect(touched).toEqual(expect.arrayContaining([accountId, other, setupTopic(from().setupId)]));
  });

  it("holds events of a Page that no account has, under no account", async () => {
    const page = newPage();
    await keeper.keep([message({ page, mid: "m" })], from());
    expect(await eventsOf(page)).toMatchObject([{ account_id: nilAccount, routed: false }]);
  });

  it("drops and counts events of a Page that was disconnected on purpose", async () => {
    const { page } = await listeningPage();
    await world.database.pool.query("UPDATE connection SET status = 'disabled' WHERE external_id = $1", [page]);
    await keeper.keep([message({ page, mid: "m" })], from());
    expect(await eventsOf(page)).toEqual([]);
    expect(await countOf("page_disconnected")).toBe(1);
  });

  it("drops and counts events of a Page that its account gave up, until somebody has it again", async () => {
    const page = newPage();
    const { pool } = world.database;
    await pool.query("INSERT INTO disconnected_page (setup_id, external_id) VALUES ($1, $2)", [world.setupId, page]);
    const before = await countOf("page_disconnected");
    await keeper.keep([message({ page, mid: "given up" })], from());
    expect(await eventsOf(page)).toEqual([]);
    expect((await countOf("page_disconnected")) - before).toBe(1);
    await world.connect(await world.addAccount(), page);
    await keeper.keep([message({ page, mid: "taken up" })], from());
    expect((await eventsOf(page)).map(({ reference }) => reference)).toEqual(["taken up"]);
  });

  it("keeps a row that the database refuses as bytes, and everything around it as it is", async () => {
    const { page } = await listeningPage();
    const bad = { ...message({ page, mid: "bad" }), item: "{ this is not JSON" };
    const items = [message({ page, mid: "a" }), bad, message({ page, mid: "b" })];
    await keeper.keep(items, from());
    const events = await eventsOf(page);
    expect(events.map((event) => [event.reference, event.kind])).toEqual([
      ["a", "message"],
      [null, "unknown"],
      ["b", "message"],
    ]);
    expect(events[1]?.raw?.toString()).toBe("{ this is not JSON");
    expect((await runsOf(page)).map((run) => run.reference)).toEqual(["a", "b"]);
  });

  it("stores lone surrogates and NULs", async () => {
    const { page } = await listeningPage();
    const text = "odd \ud83d and \u0000 here";
    await keeper.keep([message({ page, mid: "m\ud83d\u0000", text, person: "\u0000p" })], from());
    const { rows } = await world.database.pool.query("SELECT item::text, excerpt FROM event WHERE external_id = $1", [
      page,
    ]);
    expect(JSON.parse(rows[0].item).message.text).toBe(text);
    expect(rows[0].excerpt).toBe("odd \ufffd and  here");
  });

  it("lets a cycle that runs once take the first event only, and stops it with that", async () => {
    const { page, accountId } = await listeningPage();
    await world.database.pool.query("UPDATE listener SET once = true WHERE external_id = $1", [page]);
    await Promise.all(
      ["a", "b", "c"].map((mid) => keeper.keep([message({ page, mid }), message({ page, mid: `${mid}2` })], from())),
    );
    expect(await runsOf(page)).toHaveLength(1);
    expect((await eventsOf(page)).filter((event) => event.routed)).toHaveLength(1);
    const { rows } = await world.database.pool.query("SELECT status FROM cycle WHERE account_id = $1", [accountId]);
    expect(rows).toEqual([{ status: "stopped" }]);
  });

  it("starts no run behind the back of a stop that is under way", async () => {
    const { page } = await listeningPage();
    const stop = await world.database.pool.connect();
    await stop.query("BEGIN");
    await stop.query("DELETE FROM listener WHERE external_id = $1", [page]);
    const keeping = keeper.keep([message({ page, mid: "m" })], from());
    await untilOneWaits();
    await stop.query("COMMIT");
    stop.release();
    await keeping;
    expect(await runsOf(page)).toEqual([]);
    expect(await eventsOf(page)).toMatchObject([{ routed: false }]);
  });

  it("gives an event to the new version when one is published while it is being kept", async () => {
    const { page } = await listeningPage();
    const publish = await world.database.pool.connect();
    await publish.query("BEGIN");
    const { rows } = await publish.query("DELETE FROM listener WHERE external_id = $1 RETURNING *", [page]);
    await publish.query(
      `INSERT INTO listener (setup_id, external_id, method, account_id, cycle_id, version, step, ordinal)
       SELECT setup_id, external_id, method, account_id, cycle_id, 2, step, ordinal
       FROM json_populate_recordset(NULL::listener, $1)`,
      [JSON.stringify(rows)],
    );
    const keeping = keeper.keep([message({ page, mid: "m" })], from());
    await untilOneWaits();
    await publish.query("COMMIT");
    publish.release();
    await keeping;
    expect((await runsOf(page)).map(({ reference }) => reference)).toEqual(["m"]);
    expect(await eventsOf(page)).toMatchObject([{ routed: true }]);
  });

  it("holds events of an account that was deleted, for the one that connects the Page next", async () => {
    const { page, accountId } = await listeningPage();
    const runs = { hold: holdRuns };
    await stopAccountCycles({ database: world.database, runs }, accountId);
    await keeper.keep([message({ page, mid: "m" })], from());
    expect(await eventsOf(page)).toMatchObject([{ account_id: nilAccount, routed: false }]);
  });

  it("keeps the order inside a POST that the database gives up for another transaction again and again", async () => {
    const { page } = await listeningPage();
    let deadlocks = 2;
    const query = async (statement: object) => {
      if (deadlocks-- > 0) throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
      return world.database.pool.query(statement as never);
    };
    const pool = { query } as never;
    const colliding = createKeeper({ pool, clock: systemClock, touch: () => {}, observe: () => {} });
    await colliding.keep([message({ page, mid: "m1" }), message({ page, mid: "m2" })], from());
    expect((await runsOf(page)).map((run) => run.reference)).toEqual(["m1", "m2"]);
  });

  it("rejects when the database cannot be written to, and writes nothing", async () => {
    const broken = createKeeper({
      pool: { query: () => Promise.reject(Object.assign(new Error("gone"), { code: "57P01" })) } as never,
      clock: systemClock,
      touch: () => {},
      observe: () => {},
    });
    await expect(broken.keep([message({ page: "x", mid: "m" })], from())).rejects.toThrow("gone");
  });
});

describe("whatever is posted, in whatever portions", () => {
  const post = fc.array(fc.record({ mid: fc.integer({ min: 0, max: 30 }), person: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 12,
  });
  const posts = fc.array(post, { minLength: 1, maxLength: 12 });
  /** The person of a mid is always the same, as it is at Facebook. */
  const itemsOf = (page: string, each: readonly { mid: number }[]) =>
    each.map(({ mid }) => message({ page, mid: `m${mid}`, person: `p${mid % 4}` }));

  it("each message is kept once, and each lane's order is that of acceptance", async () => {
    await fc.assert(
      fc.asyncProperty(posts, async (all) => {
        const { page } = await listeningPage();
        for (const each of all) await keeper.keep(itemsOf(page, each), from());
        const accepted = [...new Set(all.flat().map(({ mid }) => `m${mid}`))];
        expect((await eventsOf(page)).map((event) => event.reference).sort()).toEqual([...accepted].sort());
        const runs = await runsOf(page);
        for (const lane of new Set(runs.map((run) => run.lane))) {
          const inLane = runs.filter((run) => run.lane === lane).map((run) => run.reference);
          expect(inLane).toEqual(accepted.filter((mid) => inLane.includes(mid)));
        }
        expect(runs).toHaveLength(accepted.length);
      }),
      { numRuns: 25 },
    );
  });

  it("posts at the same time lose nothing, double nothing, and keep the order inside each", async () => {
    await fc.assert(
      fc.asyncProperty(posts, async (all) => {
        const { page } = await listeningPage();
        const before = await countOf("duplicate");
        await Promise.all(all.map((each) => keeper.keep(itemsOf(page, each), from())));
        const mids = all.flat().map(({ mid }) => `m${mid}`);
        const runs = await runsOf(page);
        expect(runs.map((run) => run.reference).sort()).toEqual([...new Set(mids)].sort());
        expect((await countOf("duplicate")) - before).toBe(mids.length - new Set(mids).size);
        const place = new Map(runs.map((run, at) => [run.reference, at]));
        for (const each of all) {
          // A mid that stands in no other post was accepted with this one, so it comes in this one's order.
          const own = each
            .map(({ mid }) => `m${mid}`)
            .filter((mid) => mids.filter((other) => other === mid).length === 1);
          const places = own.map((mid) => place.get(mid) ?? -1);
          expect(places).toEqual([...places].sort((a, b) => a - b));
        }
      }),
      { numRuns: 25 },
    );
  });
});
