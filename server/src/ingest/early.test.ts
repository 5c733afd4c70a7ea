import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { newId } from "../base/id.ts";
import type { Queryable } from "../db/queryable.ts";
import { message } from "../run/testing/world.ts";
import type { EarlyRun } from "../run/first-write.ts";
import { createEarlyStarts } from "./early.ts";
import { toEventRow } from "./event-row.ts";

function earlyStarts() {
  const listener = { accountId: newId(), cycleId: newId(), version: 1, trigger: "message", isPlain: true };
  const begun: EarlyRun[] = [];
  const time = { now: 0 };
  const early = createEarlyStarts({
    engine: { query: async () => ({ rows: [listener] }) } as unknown as Queryable,
    clock: { now: () => time.now },
    worker: { beginEarly: (run) => begun.push(run) > 0, earlyShards: null },
    onError: (error) => expect.unreachable(String(error)),
  });
  const setupId = newId();
  /** Another event; answers the run that begins for it, if one does. */
  const receive = async (): Promise<EarlyRun | null> => {
    const item = message({ page: "page", mid: newId() });
    const row = toEventRow(item, { id: newId(), setupId, connector: "test", now: time.now });
    early.begin(row);
    await turn();
    return row.early;
  };
  return { begun, time, receive };
}

it.each([
  ["at all", "unfit", 10_000],
  ["in time, which may be the machine's fault,", "slow", 500],
] as const)("rests for a while when a run did not come to its first write %s", async (_, why, ms) => {
  const { begun, time, receive } = earlyStarts();
  const first = await receive();
  first?.first.giveUp(why);
  time.now += ms - 1;
  expect(await receive()).toBeNull();
  time.now += 1;
  expect(await receive()).not.toBeNull();
  expect(begun).toHaveLength(2);
});
