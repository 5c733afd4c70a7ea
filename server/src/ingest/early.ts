import type { Clock } from "../base/clock.ts";
import { newId } from "../base/id.ts";
import { createFreshCache } from "../connection/fresh-cache.ts";
import type { Queryable } from "../db/queryable.ts";
import { type EarlyRun, FirstWrite, type GivenUp } from "../run/first-write.ts";
import { type LiveRun, noShard } from "../run/state.ts";
import type { EventRow } from "./event-row.ts";
import { type OnlyListener, readOnlyListener } from "./only-listener-store.ts";

export interface EarlyDeps {
  engine: Queryable;
  clock: Clock;
  onError(error: unknown): void;
  worker: {
    /** Begins a run, if it would be its turn at once; answers whether it did. */
    beginEarly(early: EarlyRun): boolean;
    /** Shards that such runs may be in; null for all. */
    readonly earlyShards: readonly number[] | null;
  };
}

/** Begins the runs of events that are about to be kept. */
export interface EarlyStarts {
  /** Looks what listens to an event, and notes the run that has begun for it in the row. */
  begin(row: EventRow): void;
  readonly shards: readonly number[] | null;
}

/** How long runs of a version begin after their events when one of them could not begin with its event. */
const restMs: Record<GivenUp, number> = { unfit: 10_000, slow: 500 };

const lifetime = { keepMs: 5000, keepAbsentMs: 1000, size: 10_000 };

/**
 * Where web and worker are one process, a run need not be written, read, and written again before its first call goes out:
 * it begins while its event waits for the group commit, and that commit has its intent, too. What is remembered of
 * listeners may be old; the statement that keeps the event has the last word.
 */
export function createEarlyStarts({ engine, clock, worker, onError }: EarlyDeps): EarlyStarts {
  const heard = createFreshCache<OnlyListener>({
    ...lifetime,
    clock,
    load: (place) => readOnlyListener(engine, JSON.parse(place) as [string, string, string]),
  });
  const resting = new Map<string, number>();
  const rest = (version: string, why: GivenUp): void => {
    resting.delete(version);
    resting.set(version, clock.now() + restMs[why]);
    const [oldest] = resting.keys();
    if (resting.size > lifetime.size && oldest !== undefined) resting.delete(oldest);
  };
  const begin = async (row: EventRow): Promise<void> => {
    const listener = await heard.get(JSON.stringify([row.setupId, row.externalId, row.triggers]));
    if (listener === null || row.isTaken) return;
    const version = `${listener.cycleId} ${listener.version}`;
    if ((resting.get(version) ?? 0) > clock.now()) return;
    const { accountId, cycleId, trigger } = listener;
    const run: LiveRun = {
      accountId,
      cycleId,
      version: listener.version,
      trigger,
      id: newId(),
      eventId: row.id,
      shard: noShard,
      lane: row.lane,
      seq: "0",
      revision: 0,
      crashes: 0,
      startedAt: null,
      mayAnswer: null,
      state: null,
      attempt: null,
      item: JSON.parse(row.item),
    };
    const early = { run, first: new FirstWrite(run, (why) => rest(version, why)) };
    if (worker.beginEarly(early)) row.early = early;
  };
  return {
    begin(row) {
      if (row.triggers !== "" && row.externalId !== null && row.raw === null) void begin(row).catch(onError);
    },
    get shards() {
      return worker.earlyShards;
    },
  };
}
