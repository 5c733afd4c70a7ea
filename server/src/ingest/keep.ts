import type { IncomingItem } from "@velodrome/kit";
import type { Pool } from "pg";
import { createBatcher } from "../base/batcher.ts";
import { settleGroup } from "../base/bisect.ts";
import type { Clock } from "../base/clock.ts";
import { newId } from "../base/id.ts";
import { outlastCollisions } from "../connection/collision.ts";
import { isCollision, isRowFault } from "../db/row-fault.ts";
import { setupTopic, type Topic } from "../db/signal.ts";
import { asBytes, type EventRow, toEventRow } from "./event-row.ts";
import type { EarlyStarts } from "./early.ts";
import { type Kept, keepEvents } from "./keep-store.ts";

export interface KeeperDeps {
  pool: Pool;
  clock: Clock;
  /** Told after a commit which accounts got something, and which Setups it came to. */
  touch(topics: readonly Topic[]): void;
  /** Told of every group: how many items came and how many of them were new. */
  observe(group: { items: number; fresh: number }): void;
  /** Begins runs before their events are kept, where this process can. */
  early?: EarlyStarts | null;
}

export interface Keeper {
  /** Resolves once every item of one request is on disk; rejects when the database cannot be written to. */
  keep(items: readonly IncomingItem[], from: { setupId: string; connector: string }): Promise<void>;
  drain(): Promise<void>;
}

/** Rows of one statement at most; a request with more is written in several, in order. */
const rowsAtMost = 1000;

/**
 * The group commit of the ingest. What concurrent requests bring is written together; one request's items stay together
 * and in order. A row that the database refuses is found by halving and kept as bytes, so that it never costs the others.
 */
export function createKeeper(deps: KeeperDeps): Keeper {
  const batcher = createBatcher<EventRow[], void>({
    maxItems: 256,
    // One group at a time: what comes meanwhile makes the next one larger, which costs less than two smaller ones.
    concurrency: 1,
    flush: async (requests) => {
      await keepAll(deps, requests.flat());
      return requests.map(() => undefined);
    },
  });
  return {
    keep: (items, from) => {
      const now = deps.clock.now();
      const rows = items.map((item) => toEventRow(item, { ...from, id: newId(), now }));
      if (deps.early) for (const row of rows) deps.early.begin(row);
      return batcher.add(rows);
    },
    drain: () => batcher.drain(),
  };
}

async function keepAll(deps: KeeperDeps, rows: EventRow[]): Promise<void> {
  try {
    for (let from = 0; from < rows.length; from += rowsAtMost) {
      const part = rows.slice(from, from + rowsAtMost);
      takeEarly(part);
      await keepOrHalve(deps, part);
    }
  } catch (error: unknown) {
    // Of what has not been tried, too: nobody else tells those that wait for it.
    for (const row of rows) {
      row.isTaken = true;
      row.early?.first.failed(error);
    }
    throw error;
  }
}

/** What has begun so far goes along: of each lane the first, since those behind it have to wait for it. */
function takeEarly(rows: readonly EventRow[]): void {
  const lanes = new Set<string>();
  for (const row of rows) {
    row.isTaken = true;
    const lane = `${row.setupId} ${row.lane}`;
    const isFirst = !lanes.has(lane);
    lanes.add(lane);
    if (row.early === null || (isFirst && row.early.first.take())) continue;
    row.early.first.lost();
    row.early = null;
  }
}

async function keepOrHalve(deps: KeeperDeps, rows: EventRow[]): Promise<void> {
  const shards = deps.early?.shards ?? null;
  const write = async (part: EventRow[]): Promise<void[]> => {
    // Whole: what was given up for another transaction and came in halves could come in another order.
    announce(deps, part, await outlastCollisions(() => keepEvents(deps.pool, part, shards)));
    return part.map(() => undefined);
  };
  const settled = await settleGroup(write, rows, isRowFault);
  for (const [at, outcome] of settled.entries()) {
    const row = rows[at];
    if (outcome.status === "fulfilled" || !row) continue;
    if (!isRowFault(outcome.reason)) throw outcome.reason;
    row.early?.first.lost();
    if (row.early === null && !isCollision(outcome.reason)) await write([asBytes(row)]);
    else await writeBare(write, row);
  }
}

/** Without what has begun for it, which may be what was refused. */
async function writeBare(write: (rows: EventRow[]) => Promise<unknown>, row: EventRow): Promise<void> {
  try {
    await write([{ ...row, early: null }]);
  } catch (error: unknown) {
    if (!isRowFault(error) || isCollision(error)) throw error;
    await write([asBytes(row)]);
  }
}

function announce(deps: KeeperDeps, rows: readonly EventRow[], kept: Kept): void {
  deps.observe({ items: rows.length, fresh: kept.fresh });
  for (const { early } of rows) {
    const place = early && kept.begun.get(early.run.id);
    if (place) early.first.won(place);
    else early?.first.lost();
  }
  const setups = new Set<string>();
  for (const { setupId } of rows) setups.add(setupId);
  deps.touch([...kept.accounts, ...[...setups].map(setupTopic)]);
}
