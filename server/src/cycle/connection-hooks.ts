import { toWire } from "../base/id.ts";
import { readAccountConnections } from "../connection/connection-store.ts";
import type { ConnectionHooks } from "../connection/connections.ts";
import { toCycleConnection } from "./connection-choice.ts";
import { lockRunningCyclesWith } from "./cycle-store.ts";
import { writeListeners } from "./listeners.ts";
import type { RunHooks } from "./run-hooks.ts";
import { stopLocked } from "./start-stop.ts";
import { readVersion } from "./version-store.ts";

/** What becomes of running cycles when a connection of theirs changes or goes. */
export function createConnectionHooks(runs: Pick<RunHooks, "hold" | "reconnect" | "versionsOf">): ConnectionHooks {
  return {
    async changed(scope, { accountId, connectionId }) {
      const wire = toWire("connection", connectionId);
      const cycles = await lockRunningCyclesWith(scope, accountId, wire);
      await runs.reconnect(scope, accountId, { id: connectionId, wire });
      if (cycles.length === 0) return;
      const connections = (await readAccountConnections(scope, accountId)).map(toCycleConnection);
      for (const { id: cycleId, version } of cycles) {
        const live = await readVersion(scope, accountId, cycleId, version);
        if (live !== null)
          await writeListeners(scope, runs, { accountId, cycleId, version, document: live.document }, connections);
      }
    },
    async lost(scope, { accountId, connectionId }) {
      for (const { id } of await lockRunningCyclesWith(scope, accountId, toWire("connection", connectionId))) {
        await stopLocked(scope, runs, { accountId, id }, false);
      }
    },
  };
}
