import type { ConnectorMap } from "@velodrome/kit";
import type { CycleConnection } from "../cycle/connection-choice.ts";
import { listenersOf, type Version } from "../cycle/listener-choice.ts";
import type { Database } from "../db/database.ts";
import type { Places, SeenEvent, Taking } from "./backlog-store.ts";
import { triggersIn } from "./kept-triggers.ts";

/** What a version would have taken of events that were kept. */
export interface Match {
  places: Places;
  /** The step that takes it; null when none does. */
  takingOf(event: SeenEvent): Taking | null;
}

/** As the ingest would decide it if the event came now. `older`: versions whose runs still wait for events. */
export async function createMatch(
  deps: { database: Pick<Database, "engine">; connectors: ConnectorMap },
  live: Version,
  older: readonly Version[],
  connections: readonly CycleConnection[],
): Promise<Match> {
  const listeners = listenersOf(live, older, connections);
  const places = new Map(
    listeners.map(({ setupId, externalId }) => [`${setupId} ${externalId}`, [setupId, externalId]]),
  );
  const setups = [...new Set(listeners.map(({ setupId }) => setupId))];
  const triggersOf = new Map(
    await Promise.all(setups.map(async (setupId) => [setupId, await triggersIn(deps, setupId)] as const)),
  );
  const columns = [...places.values()];
  return {
    places: { setups: columns.map(([setup = ""]) => setup), pages: columns.map(([, page = ""]) => page) },
    takingOf(event) {
      const triggers = triggersOf.get(event.setupId)?.(event) ?? [];
      const { setupId, page } = event;
      const taken = listeners.find(
        (each) => each.setupId === setupId && each.externalId === page && triggers.includes(each.method),
      );
      if (!taken) return null;
      const { version, step, answers } = taken;
      return {
        ...{ id: event.id, version, step },
        origin: answers === "only" ? "answer" : "event",
        mayAnswer: answers === null ? null : triggers.join(","),
      };
    },
  };
}
