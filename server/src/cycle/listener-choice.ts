import type { CycleDocument } from "@velodrome/contract";
import type { CycleConnection } from "./connection-choice.ts";
import type { Listener } from "./listener-store.ts";

/** A Page's events still come in when only its token is dead. */
const hears = ({ status }: CycleConnection): boolean =>
  status === "authenticated" || status === "needs_reauthentication";

/** What one version listens to: of a Page's events of one method, the first trigger in the document's order takes them. */
export function listenersOf(document: CycleDocument, connections: readonly CycleConnection[]): Listener[] {
  const byId = new Map(connections.filter(hears).map((connection) => [connection.id, connection]));
  const listeners = new Map<string, Listener>();
  for (const [ordinal, step] of document.steps.entries()) {
    if (step.type !== "trigger" || step.connection === undefined) continue;
    const connection = byId.get(step.connection);
    if (!connection || connection.setupId === null || connection.externalId === null) continue;
    const { setupId, externalId } = connection;
    for (const method of step.kinds ?? (step.method === undefined ? [] : [step.method])) {
      const key = JSON.stringify([setupId, externalId, method]);
      if (!listeners.has(key)) listeners.set(key, { setupId, externalId, method, step: step.id, ordinal });
    }
  }
  return [...listeners.values()];
}
