import { toWire } from "../base/id.ts";
import type { ConnectionUsage } from "../connection/connection-usage.ts";
import type { Database } from "../db/database.ts";
import { listCyclesWith, readMethodsHeard } from "./connection-use-store.ts";

/** What cycles tell connections of themselves. The rest is runs' to say. */
export function createConnectionUsage(
  database: Pick<Database, "engine">,
  ofRuns: Pick<ConnectionUsage, "lastCall" | "waitingCalls">,
): ConnectionUsage {
  return {
    methodsHeard: (setupId) => readMethodsHeard(database.engine, setupId),
    cyclesWith: (accountId, connectionId) =>
      listCyclesWith(database.engine, accountId, toWire("connection", connectionId)),
    ...ofRuns,
  };
}
