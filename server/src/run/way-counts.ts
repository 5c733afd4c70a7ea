import type { LiveWays } from "@velodrome/contract";
import { momentOf, toWire } from "../base/id.ts";
import type { AccountScope, Database } from "../db/database.ts";
import type { CountedSteps } from "./counted-steps.ts";
import { ItemCounts } from "./item-counts.ts";
import {
  type Counted,
  type CountedCycle,
  type CountedWay,
  countBegunWays,
  countWays,
  findCountedVersion,
  readCountedSteps,
} from "./way-count-store.ts";

/** Commits become visible in another order than their runs came or ended: what is older than this no longer changes. In ms. */
const settledAfterMs = 5000;
/** Nobody looks at more than this. In ms. */
const reachMs = 24 * 3_600_000;

/** A version's counts as they were at the last look. */
interface Standing {
  version: number;
  steps: CountedSteps;
  items: ItemCounts;
  from: Date;
  since: Date;
  seen: string;
  settled: readonly CountedWay[];
}

/**
 * Counts the ways that runs of a cycle's version take, from a moment on. The first look reads the newest runs, each look
 * after it only what may have changed. With another version it begins anew.
 */
export class WayCounts {
  readonly #database: Pick<Database, "withAccount">;
  readonly #place: CountedCycle;
  /** From when it is counted at the earliest. */
  readonly #wished: Date;
  #standing: Standing | null = null;

  constructor(database: Pick<Database, "withAccount">, place: CountedCycle, at: { since: Date; now: number }) {
    this.#database = database;
    this.#place = place;
    this.#wished = new Date(Math.max(at.since.getTime(), at.now - reachMs));
  }

  look(now: number): Promise<LiveWays> {
    return this.#database.withAccount(this.#place.accountId, async (scope) => {
      const current = await findCountedVersion(scope, this.#place);
      if (current === null) return this.#answer([]);
      const { version } = current;
      const known = this.#standing?.version === version ? this.#standing : null;
      const steps = known?.steps ?? (await readCountedSteps(scope, this.#place, version));
      const items = known?.items ?? new ItemCounts();
      const from = known?.from ?? new Date(Math.max(this.#wished.getTime(), current.publishedAt.getTime()));
      const since = known?.since ?? from;
      const settled = new Date(Math.max(now - settledAfterMs, since.getTime()));
      const found = await this.#count(scope, { version, steps }, known, { from, since, settled });
      const { ways, begun, seen } = found;
      const all = [
        ...(known?.settled ?? []),
        ...ways,
        ...items.add(found.items),
        ...begun.filter((way) => way.settled),
      ];
      this.#standing = { version, steps, items, from: found.from, since: settled, seen, settled: summed(all) };
      return this.#answer(summed([...all, ...begun.filter((way) => !way.settled)]));
    });
  }

  async #count(
    scope: AccountScope,
    current: Pick<Standing, "version" | "steps">,
    known: Standing | null,
    look: { from: Date; since: Date; settled: Date },
  ): Promise<Counted & { from: Date }> {
    const of = { ...this.#place, ...current };
    if (known !== null) return { ...(await countWays(scope, of, { ...look, seen: known.seen })), from: look.from };
    const { oldest, ...counted } = await countBegunWays(scope, of, look);
    return { ...counted, from: oldest === null ? look.from : new Date(momentOf(oldest)) };
  }

  #answer(ways: readonly CountedWay[]): LiveWays {
    return {
      cycle: toWire("cycle", this.#place.cycleId),
      version: this.#standing?.version ?? null,
      since: (this.#standing?.from ?? this.#wished).toISOString(),
      ways: ways.map(({ step, port, count }) => ({ step, port, count })),
    };
  }
}

function summed(ways: readonly CountedWay[]): CountedWay[] {
  const byWay = Map.groupBy(ways, ({ step, port }) => JSON.stringify([step, port]));
  return [...byWay.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, count: more.reduce((sum, { count }) => sum + count, first.count) }],
  );
}
