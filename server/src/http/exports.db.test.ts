import type { Event, Run } from "@velodrome/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "../account/audit.ts";
import { findAccount } from "../account/accounts.ts";
import { systemClock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import { createEventReader } from "../ingest/events.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createRunReader } from "../run/runs.ts";
import { testSealer } from "../run/testing/test-sealer.ts";
import { createWorld, message, type World } from "../run/testing/world.ts";
import { createVersions } from "../run/versions.ts";
import { registerExports } from "./exports.ts";
import { createTestServer, type TestServer, withKey } from "./testing/test-server.ts";

let world: World;
let server: TestServer;
const accounts: string[] = [];
/** More than one page of an export. */
const messages = 501;

beforeAll(async () => {
  [world, server] = await Promise.all([createWorld(), createTestServer()]);
  const { database, setupId } = world;
  const steps = [{ id: "message", type: "trigger", connector: "test", method: "message" } as const];
  for (const page of ["501", "502"]) {
    const account = await world.addAccount();
    accounts.push(account);
    await world.connect(account, page);
    await world.run(account, { steps }, [page]);
  }
  const keeper = createKeeper({ pool: database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  for (const [page, count] of [["501", messages] as const, ["502", 1] as const]) {
    const items = Array.from({ length: count }, (_, n) =>
      message({ page, person: `p${n % 2}`, mid: `${page} ${n}`, text: `=${n}` }),
    );
    await keeper.keep(items, { setupId, connector: "test" });
  }
  const deps = { database, connectors: new Map(), touch: () => {} };
  registerExports(server.api, {
    database,
    clock: server.clock,
    runs: createRunReader({ sealer: testSealer, ...deps, versions: createVersions(database) }),
    events: createEventReader(deps),
    findAccount: (ref) => findAccount(database, ref),
  });
});
afterAll(() => Promise.all([world.close(), server.close()]));

const get = (url: string) => server.api.inject({ url, headers: withKey });
const own = () => `/v1/accounts/${toWire("account", accounts[0] ?? "")}`;

test("GET …/runs/export and …/events/export answer all of an account, newest first, beyond one page", async () => {
  for (const [what, field] of [["runs", "createdAt"] as const, ["events", "receivedAt"] as const]) {
    const answer = await get(`${own()}/${what}/export?format=json`);
    expect(answer.headers).toMatchObject({ "content-disposition": `attachment; filename="${what}.json"` });
    const rows: (Run & Event)[] = answer.json();
    expect(rows).toHaveLength(messages);
    expect(new Set(rows.map(({ account }) => account))).toEqual(new Set([toWire("account", accounts[0] ?? "")]));
    expect(rows.map(({ id }) => id)).toEqual(
      rows
        .map(({ id }) => id)
        .toSorted()
        .reverse(),
    );
    expect(rows[0]?.[field]).toMatch(/^2/);
  }
});

test("as CSV there is a row for each and no formula", async () => {
  const answer = await get(`${own()}/events/export?person=p1`);
  expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
  const [head, ...rows] = answer.body.trimEnd().split("\n");
  expect(head?.split(",").slice(0, 3)).toEqual(["id", "account", "connector"]);
  expect(rows).toHaveLength((messages - 1) / 2);
  expect(rows[0]).toContain(",'=");
});

test("at partner level there are those of all accounts, or of the one that is asked for", async () => {
  for (const what of ["runs", "events"]) {
    expect((await get(`/v1/${what}/export?format=json`)).json()).toHaveLength(messages + 1);
    const one = `/v1/${what}/export?format=json&account=${toWire("account", accounts[1] ?? "")}`;
    expect((await get(one)).json()).toHaveLength(1);
  }
});

test("who exported what is kept, without naming a person", async () => {
  await get(`${own()}/runs/export?format=json&person=who-was-looked-for&from=2026-01-01T00:00:00Z`);
  const { items } = await listAudit({ database: world.database }, { limit: 1 });
  expect(items).toMatchObject([
    {
      act: "runs.exported",
      actor: "VELODROME_API_KEY",
      account: toWire("account", accounts[0] ?? ""),
      details: { format: "json", filters: ["from", "person"], from: "2026-01-01T00:00:00Z" },
    },
  ]);
  expect(JSON.stringify(items)).not.toContain("who-was-looked-for");
});

test("a filter that is none is refused before anything is sent", async () => {
  expect((await get(`${own()}/runs/export?status=odd`)).statusCode).toBe(400);
  expect((await get("/v1/runs/export?account=nobody")).statusCode).toBe(404);
});
