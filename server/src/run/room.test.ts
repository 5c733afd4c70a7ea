import fc from "fast-check";
import { expect, it } from "vitest";
import { Lanes } from "./lanes.ts";
import { Places } from "./places.ts";
import { Room } from "./room.ts";
import { type LiveRun, noShard } from "./state.ts";

const runOf = (accountId: string, lane: string): LiveRun => ({
  ...{ accountId, id: `${accountId} ${lane}`, cycleId: accountId, version: 1, eventId: null, trigger: "message", lane },
  ...{
    shard: noShard,
    seq: "0",
    revision: 0,
    crashes: 0,
    startedAt: null,
    mayAnswer: null,
    state: null,
    attempt: null,
  },
  item: null,
});

/** A worker with so many places has read all it may of limited accounts, each of which has more due than that. */
function crowdedRoom(concurrency: number, limits: readonly number[]): Room {
  const lanes = new Lanes();
  const places = new Places({ isSole: () => true, settle: async () => new Map() }, lanes);
  const accounts = limits.map((limit, at) => ({ subject: `account ${at}`, accountId: `account ${at}`, limit }));
  places.learn(accounts);
  const room = new Room(lanes, places);
  room.concurrency = concurrency;
  for (let isFull = false, round = 0; !isFull && room.left > 0; round++) {
    const { full, perAccount, rooms } = room.ask();
    isFull = true;
    for (const { accountId } of accounts) {
      if (full.includes(accountId)) continue;
      for (let at = Math.min(rooms.get(accountId) ?? perAccount, room.left); at > 0; at--) {
        const run = runOf(accountId, `${round} ${at}`);
        if (room.admits(run, false) !== "yes" || lanes.add(run) !== "added") break;
        isFull = false;
      }
    }
  }
  return room;
}

it("limited accounts never fill the hand while there are places for others", () => {
  const cases = fc
    .record({
      concurrency: fc.integer({ min: 1, max: 1000 }),
      shares: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
    })
    .map(({ concurrency, shares }) => ({
      concurrency,
      limits: shares.map((share) => Math.max(1, Math.floor((share * concurrency) / shares.length))),
    }))
    .filter(({ concurrency, limits }) => limits.reduce((sum, limit) => sum + limit, 0) <= concurrency);
  fc.assert(
    fc.property(cases, ({ concurrency, limits }) => {
      const taken = limits.reduce((sum, limit) => sum + limit, 0);
      expect(crowdedRoom(concurrency, limits).left).toBeGreaterThanOrEqual(concurrency - taken);
    }),
  );
});
