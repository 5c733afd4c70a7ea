import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../base/clock.ts";
import { openSilentLink } from "../db/testing/silent-link.ts";
import { createTestDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { lockShards } from "./shard-store.ts";
import { type ShardDeps, ShardKeeper } from "./shards.ts";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(keepers.map((keeper) => keeper.close()));
  keepers = [];
  await database.drop();
});

let keepers: ShardKeeper[] = [];

function keep(more: Partial<ShardDeps> = {}): ShardKeeper {
  const keeper = new ShardKeeper({
    directUrl: database.url,
    clock: systemClock,
    letGo: async () => {},
    lost: () => {},
    onError: () => {},
    gained: async () => {},
    ...more,
  });
  keepers.push(keeper);
  return keeper;
}

const tickAll = async (all: readonly ShardKeeper[]): Promise<void> => {
  for (const keeper of all) await keeper.tick();
};
const counts = (all: readonly ShardKeeper[]): number[] => all.map(({ owned }) => owned.size);
/** Of several sets without a shard in two of them: how many. */
const together = (all: readonly ShardKeeper[]): number => new Set(all.flatMap(({ owned }) => [...owned])).size;

describe("workers that come and go", () => {
  it.each([
    [2, [128, 128]],
    [3, [86, 86, 84]],
    [5, [52, 52, 52, 52, 48]],
  ])("%i of them share the shards evenly after two looks, each shard in one hand", async (count, shares) => {
    const all = Array.from({ length: count }, () => keep());
    await tickAll(all);
    await tickAll(all);
    await tickAll(all);
    expect(counts(all).sort((a, b) => b - a)).toEqual(shares);
    expect(together(all)).toBe(256);
  });

  it("what one that stops had is with the others after one look", async () => {
    const [one, two, three] = [keep(), keep(), keep()];
    for (let look = 0; look < 3; look++) await tickAll([one, two, three]);
    await two.close();
    await tickAll([one, three]);
    expect(counts([one, three])).toEqual([128, 128]);
    expect(together([one, three])).toBe(256);
  });

  it("what one had whose backend is gone is with the other after one look", async () => {
    const errors: unknown[] = [];
    const [one, two] = [keep({ onError: (error) => errors.push(error) }), keep()];
    for (let look = 0; look < 3; look++) await tickAll([one, two]);
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query("SELECT pg_terminate_backend($1, 10000)", [one.pid]);
    await other.end();
    await two.tick();
    expect(two.owned.size).toBe(256);
    await expect.poll(() => [one.owned.size, one.isSure()]).toEqual([0, false]);
    for (let look = 0; look < 3; look++) await tickAll([one, two]);
    expect(counts([one, two])).toEqual([128, 128]);
  });

  it("one that is cut off without a word knows that it is not sure before anybody else has its shards", async () => {
    const link = await openSilentLink(database.url);
    let wasLost = 0;
    const cut = keep({ directUrl: link.url, silenceMs: 1500, lost: () => wasLost++ });
    await cut.tick();
    expect([cut.owned.size, cut.isSure()]).toEqual([256, true]);
    link.fallSilent();
    const wasSure: boolean[] = [];
    const other = keep({ gained: async () => void wasSure.push(cut.isSure()) });
    await expect.poll(async () => (await other.tick(), other.owned.size)).toBe(256);
    expect(new Set(wasSure)).toEqual(new Set([false]));
    await cut.tick();
    expect([cut.owned.size, wasLost]).toEqual([0, 1]);
    link.recover();
    await expect.poll(async () => (await tickAll([other, cut]), counts([other, cut]))).toEqual([128, 128]);
    await cut.close();
    await link.close();
  });

  it("one whose machine slept is not sure when it wakes up, whatever its session says", async () => {
    const clock = { now: () => 0 };
    const keeper = keep({ clock });
    await keeper.tick();
    expect(keeper.isSure()).toBe(true);
    clock.now = () => 10_001;
    expect(keeper.isSure()).toBe(false);
    await keeper.tick();
    expect([keeper.isSure(), keeper.owned.size]).toEqual([true, 256]);
  });

  it("letting go may take longer than silence lasts without the other shards being lost", async () => {
    const letting = Promise.withResolvers<void>();
    const clock = { now: () => 0 };
    const slow = keep({ clock, silenceMs: 1500, letGo: () => letting.promise });
    await slow.tick();
    await keep().tick();
    const giving = slow.tick();
    clock.now = () => 5000;
    await expect.poll(() => slow.isSure()).toBe(true);
    letting.resolve();
    await giving;
    expect([slow.isSure(), slow.owned.size]).toEqual([true, 128]);
  });
});

it("shards that could not be taken up are taken again, not kept locked and unused", async () => {
  let isDown = false;
  const other = new pg.Client({ connectionString: database.url });
  await other.connect();
  await lockShards(other, [0, 1, 2]);
  const keeper = keep({
    gained: async () => {
      if (isDown) throw new Error("The database failed for a moment.");
    },
  });
  await keeper.tick();
  expect(keeper.owned.size).toBe(253);
  await other.query("SELECT pg_advisory_unlock_all()");
  isDown = true;
  await keeper.tick();
  isDown = false;
  await keeper.tick();
  await keeper.tick();
  expect(keeper.owned.size).toBe(256);
  await other.end();
});
