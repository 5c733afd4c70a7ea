import type { ConnectionUsage } from "../connection/connection-usage.ts";
import type { Database } from "../db/database.ts";
import { readLastCall } from "./last-call-store.ts";
import { countWaitingCalls } from "./waiting-call-store.ts";

/** What runs tell connections of themselves. */
export const createRunUsage = ({
  engine,
}: Pick<Database, "engine">): Pick<ConnectionUsage, "lastCall" | "waitingCalls"> => ({
  lastCall: (accountId, cycles) => readLastCall(engine, accountId, cycles),
  waitingCalls: (accountId) => countWaitingCalls(engine, accountId),
});
