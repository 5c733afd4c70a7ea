import type { Clock } from "../base/clock.ts";
import type { Database } from "../db/database.ts";
import type { Signal } from "../db/signal.ts";
import { readVariables } from "./variable-store.ts";

export type VariablesOf = (accountId: string) => Promise<Readonly<Record<string, unknown>>>;

interface Kept {
  until: number;
  /** Under way or done. */
  values: Promise<Readonly<Record<string, unknown>>>;
}

/** A signal may be lost without the session's end, which would be noticed. In ms. */
const keepMs = 60_000;
const accountsAtMost = 10_000;

/**
 * Variables of accounts, as runs look at them: read once and kept until somebody says that they have changed. Accounts
 * without any are kept like the others.
 */
export function createVariableCache(deps: {
  database: Pick<Database, "engine">;
  signal: Pick<Signal, "listen">;
  clock: Clock;
}): VariablesOf {
  const kept = new Map<string, Kept>();
  deps.signal.listen((touched) => {
    if (touched.kind === "all") kept.clear();
    else for (const accountId of touched.variables) kept.delete(accountId);
  });
  return (accountId) => {
    const now = deps.clock.now();
    const known = kept.get(accountId);
    if (known !== undefined && known.until > now) return known.values;
    const values = readVariables(deps.database.engine, accountId);
    const entry = { until: now + keepMs, values };
    kept.delete(accountId);
    kept.set(accountId, entry);
    const [oldest] = kept.keys();
    if (kept.size > accountsAtMost && oldest !== undefined) kept.delete(oldest);
    // The database may be back in a second.
    values.catch(() => {
      if (kept.get(accountId) === entry) kept.delete(accountId);
    });
    return values;
  };
}
