import type { Event, Run } from "@velodrome/contract";
import { systemClock } from "../base/clock.ts";
import { fromWire } from "../base/id.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEventReader } from "../ingest/events.ts";
import { createKeeper } from "../ingest/keep.ts";
import { createRunReader } from "../run/runs.ts";
import { testSealer } from "../run/testing/test-sealer.ts";
import { createWorld, message, type World } from "../run/testing/world.ts";
import { createVersions } from "../run/versions.ts";

let world: World;
const accounts: string[] = [];
const pages = ["501", "502", "503"];

beforeAll(async () => {
  world = await createWorld();
  const steps = [{ id: "message", type: "trigger", connector: "test", method: "message" } as const];
  const keeper = createKeeper({ pool: world.database.pool, clock: systemClock, touch: () => {}, observe: () => {} });
  for (const page of pages) {
    const account = await world.addAccount();
    accounts.push(account);
    await world.connect(account, page);
    await world.run(account, { steps }, [page]);
  }
  for (const [round, page] of [...pages, "none", ...pages].entries()) {
    for (const text of ["hi", "bye"]) {
      const item = message({ page, person: `p${page}`, mid: `${round} ${page} ${text}`, text });
      await keeper.keep([item], { setupId: world.setupId, connector: "test" });
    }
  }
});
afterAll(() => world.close());

const readers = () => {
  const deps = { database: world.database, connectors: new Map(), touch: () => {} };
  return {
    events: createEventReader(deps),
    runs: createRunReader({ sealer: testSealer, ...deps, versions: createVersions(world.database) }),
  };
};
const owners = (items: readonly (Event | Run)[]) =>
  new Set(items.map(({ account }) => fromWire("account", account ?? "")));

test("the lists of all accounts are newest first, page on, and leave out what no account has", async () => {
  const { events, runs } = readers();
  for (const list of [events.listOfAll, runs.listOfAll]) {
    const first = await list({ limit: 8 });
    const second = await list({ limit: 8, cursor: first.nextCursor ?? "" });
    const all = [...first.items, ...second.items];
    expect([all.length, second.nextCursor]).toEqual([12, null]);
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .toSorted()
        .reverse(),
    );
    expect(owners(all)).toEqual(new Set(accounts));
  }
});

test("they can be asked for a Page, a person, a message, or the beginning of a text", async () => {
  const { events, runs } = readers();
  const mid = "1 502 hi";
  for (const list of [events.listOfAll, runs.listOfAll]) {
    expect((await list({ limit: 50, page: "502" })).items).toHaveLength(4);
    expect((await list({ limit: 50, person: "p503" })).items).toHaveLength(4);
    expect((await list({ limit: 50, person: "p503", q: "bye" })).items).toHaveLength(2);
    const ofMessage = (await list({ limit: 50, mid })).items;
    expect([ofMessage.length, owners(ofMessage)]).toEqual([1, new Set([accounts[1]])]);
    expect((await list({ limit: 50, page: "502", person: "p503" })).items).toEqual([]);
  }
});
