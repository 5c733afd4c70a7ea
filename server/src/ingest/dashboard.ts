import type { Dashboard, DashboardQuery, FailingCycle } from "@velodrome/contract";
import type { Clock } from "../base/clock.ts";
import { toWire } from "../base/id.ts";
import type { Database } from "../db/database.ts";
import { bucketsOf, toBuckets } from "./dashboard-buckets.ts";
import { countUnfinished, listIngest, listTroubledConnections, nameCycles } from "./dashboard-store.ts";
import {
  type FigureSpan,
  readCountedUntil,
  readEventFigures,
  readFailingCycles,
  readRunFigures,
} from "./figure-store.ts";

export interface DashboardDeps {
  database: Pick<Database, "pool">;
  clock: Clock;
}

const hourMs = 3_600_000;
/** Where nobody counts the hours (no worker runs), no more of them than these are counted for a dashboard. */
const freshAtMostMs = 26 * hourMs;
const cyclesAtMost = 10;

async function failingCycles(pool: Database["pool"], spans: readonly [FigureSpan, boolean][]): Promise<FailingCycle[]> {
  const sums = new Map<string, { accountId: string; cycleId: string; failed: number; succeeded: number }>();
  for (const [span, fresh] of spans) {
    for (const row of await readFailingCycles(pool, span, fresh)) {
      const known = sums.get(row.cycleId);
      sums.set(row.cycleId, {
        ...row,
        failed: row.failed + (known?.failed ?? 0),
        succeeded: row.succeeded + (known?.succeeded ?? 0),
      });
    }
  }
  const worst = [...sums.values()].toSorted((a, b) => b.failed - a.failed).slice(0, 2 * cyclesAtMost);
  const names = new Map(
    (
      await nameCycles(
        pool,
        worst.map(({ cycleId }) => cycleId),
      )
    ).map((row) => [row.cycleId, row]),
  );
  return worst
    .flatMap(({ accountId, cycleId, failed, succeeded }) => {
      const named = names.get(cycleId);
      if (named === undefined) return [];
      const ids = { account: toWire("account", accountId), cycle: toWire("cycle", cycleId) };
      return [{ ...ids, name: named.name, accountName: named.accountName, failed, succeeded }];
    })
    .slice(0, cyclesAtMost);
}

/** What happened in an account, or with null in all of them, and what needs somebody. */
export async function readDashboard(
  { database: { pool }, clock }: DashboardDeps,
  accountId: string | null,
  { period, timezone }: DashboardQuery,
): Promise<Dashboard> {
  const now = clock.now();
  const buckets = bucketsOf(period, now, timezone);
  const to = buckets.end;
  const from = Math.ceil((buckets.starts[0] ?? to) / hourMs) * hourMs;
  const counted = (await readCountedUntil(pool))?.getTime() ?? 0;
  const freshFrom = Math.max(from, Math.min(counted, now), Math.floor((now - freshAtMostMs) / hourMs) * hourMs);
  const span = (start: number, end: number): FigureSpan => ({ from: new Date(start), to: new Date(end), accountId });
  const spans: readonly [FigureSpan, boolean][] = [
    [span(from, freshFrom), false],
    [span(freshFrom, to), true],
  ];
  const figures = spans.flatMap(([each, fresh]) => [
    readEventFigures(pool, each, fresh),
    readRunFigures(pool, each, fresh),
  ]);
  const [unfinished, cycles, connections, setups, ...rows] = await Promise.all([
    countUnfinished(pool, accountId),
    failingCycles(pool, spans),
    listTroubledConnections(pool, accountId),
    accountId === null ? listIngest(pool) : [],
    ...figures,
  ]);
  return {
    buckets: toBuckets(rows.flat(), buckets),
    bucketMs: buckets.bucketMs,
    unfinished: Object.fromEntries(unfinished),
    cycles,
    connections: connections.map(({ accountId: account, id, ...rest }) => ({
      ...rest,
      account: toWire("account", account),
      connection: toWire("connection", id),
    })),
    setups: setups.map(({ id, genuineAt, refusedAt, ...rest }) => ({
      ...rest,
      setup: toWire("setup", id),
      genuineAt: genuineAt?.toISOString() ?? null,
      refusedAt: refusedAt?.toISOString() ?? null,
    })),
  };
}
