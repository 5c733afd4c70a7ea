import type { LiveWays } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import { type CountedWay, countWays } from "./way-count-store.ts";

/** Commits become visible in another order than their runs came or ended: what is older than this no longer changes. In ms. */
const settledAfterMs = 5000;
/** Nobody looks at more than this. In ms. */
const reachMs = 3_600_000;

type Place = { accountId: string; cycleId: string };

/** Counts the ways that a cycle's runs take, from a moment on. Each look reads only what may have changed. */
export class WayCounts {
  readonly #database: Pick<Database, "withAccount">;
  readonly #place: Place;
  readonly #from: Date;
  #since: Date;
  #seen: string | null = null;
  #settled: readonly CountedWay[] = [];

  constructor(database: Pick<Database, "withAccount">, place: Place, { since, now }: { since: Date; now: number }) {
    this.#database = database;
    this.#place = place;
    this.#from = new Date(Math.max(since.getTime(), now - reachMs));
    this.#since = this.#from;
  }

  async look(now: number): Promise<LiveWays> {
    const since = this.#since;
    const settled = new Date(Math.max(now - settledAfterMs, since.getTime()));
    const asked = { from: this.#from, since, settled, seen: this.#seen };
    const { ways, begun, seen } = await this.#database.withAccount(this.#place.accountId, (scope) =>
      countWays(scope, this.#place, asked),
    );
    this.#settled = summed([...this.#settled, ...ways, ...begun.filter((way) => way.settled)]);
    this.#since = settled;
    this.#seen = seen;
    const all = summed([...this.#settled, ...begun.filter((way) => !way.settled)]);
    return {
      cycle: toWire("cycle", this.#place.cycleId),
      ways: all.map(({ step, port, count }) => ({ step, port, count })),
    };
  }
}

function summed(ways: readonly CountedWay[]): CountedWay[] {
  const byWay = Map.groupBy(ways, ({ step, port }) => JSON.stringify([step, port]));
  return [...byWay.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, count: more.reduce((sum, { count }) => sum + count, first.count) }],
  );
}
