import { createHash } from "node:crypto";
import { longestRuns, type Retention, retentionWith } from "@velodrome/contract";
import type { Kysely } from "kysely";
import type { Schema } from "../db/schema.ts";
import { readAccountRetention, readCycleRetention, readOwnRules } from "./retention-store.ts";

/** For how many days what is kept, all rules taken together. */
export interface RetentionRules {
  /** The installation's. */
  general: Retention;
  /** Of runs, whichever account, cycle and outcome. */
  runs: { shortest: number; longest: number };
  /** Of events: of each account that does not have the installation's days. */
  events: { general: number; accounts: ReadonlyMap<string, number>; shortest: number; longest: number };
  /** Another one for other rules. */
  digest: string;
}

/** An account's events are kept as long as the longest of its runs: a run without its event could not be read or retried. */
const eventDays = (retention: Retention): number => Math.max(retention.events, longestRuns(retention));

const shortestRuns = ({ succeeded, failed, cancelled }: Retention): number => Math.min(succeeded, failed, cancelled);

/** For how many days a run of a cycle may sleep, so that what it needs outlives nothing else; and the account's time zone. */
export async function readSleepRules(
  db: Kysely<Schema>,
  general: Retention,
  place: { accountId: string; cycleId: string },
): Promise<{ days: number; timezone: string }> {
  const own = await readOwnRules(db, place);
  const account = retentionWith(general, own?.account ?? {});
  const days = Math.max(eventDays(account), longestRuns(retentionWith(account, own?.cycle ?? {})));
  return { days, timezone: own?.timezone ?? "UTC" };
}

/** What holds now: a cycle's own before its account's, that before the installation's. */
export async function readRetentionRules(engine: Kysely<Schema>, general: Retention): Promise<RetentionRules> {
  const accounts = await readAccountRetention(engine);
  const cycles = await readCycleRetention(engine);
  const ofAccount = new Map(accounts.map(({ accountId, retention }) => [accountId, retentionWith(general, retention)]));
  const ofCycles = cycles.map(({ accountId, retention }) => ({
    accountId,
    retention: retentionWith(ofAccount.get(accountId) ?? general, retention),
  }));
  const days = new Map([...ofAccount].map(([accountId, retention]) => [accountId, eventDays(retention)]));
  for (const { accountId, retention } of ofCycles) {
    days.set(accountId, Math.max(days.get(accountId) ?? eventDays(general), longestRuns(retention)));
  }
  const all = [general, ...ofAccount.values(), ...ofCycles.map(({ retention }) => retention)];
  const generalEvents = eventDays(general);
  const eventsOf = [generalEvents, ...days.values()];
  return {
    general,
    runs: { shortest: Math.min(...all.map(shortestRuns)), longest: Math.max(...all.map(longestRuns)) },
    events: {
      general: generalEvents,
      accounts: days,
      shortest: Math.min(...eventsOf),
      longest: Math.max(...eventsOf),
    },
    digest: createHash("sha256")
      .update(JSON.stringify([general, accounts, cycles]))
      .digest("hex")
      .slice(0, 16),
  };
}
