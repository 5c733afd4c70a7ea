import type { AccountScope } from "../db/database.ts";

/** What runs have to do when their cycle changes, in the same transaction. They know cycles, not the other way round. */
export interface RunHooks {
  /** It was stopped: what is unfinished waits for the next start. */
  hold(scope: AccountScope, cycleId: string): Promise<void>;
  /** It was started: what was held goes on. */
  resume(scope: AccountScope, cycleId: string): Promise<void>;
  /** A connection was authenticated: what waited for that goes on. `connection`: its ids here and on the wire. */
  reconnect(scope: AccountScope, accountId: string, connection: { id: string; wire: string }): Promise<void>;
  /** Versions that its unfinished runs have. */
  versionsOf(scope: AccountScope, cycleId: string): Promise<number[]>;
  /** It was deleted. */
  cancel(scope: AccountScope, cycleId: string): Promise<void>;
}
