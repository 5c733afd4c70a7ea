import { type CycleDocument, heardMethodsOf, isDisabled } from "@velodrome/contract";
import type { CycleConnection } from "./connection-choice.ts";
import type { Listener } from "./listener-store.ts";

/** A Page's events still come in when only its token is dead. */
const hears = ({ status }: CycleConnection): boolean =>
  status === "authenticated" || status === "needs_reauthentication";

export interface Version {
  version: number;
  document: CycleDocument;
}

/** More than a document has steps. */
const behindTriggers = 1000;

/**
 * What a cycle listens to. Of a Page's events of one method, the first trigger in the live version's order takes them.
 * Waits listen besides, also those of older versions that unfinished runs have.
 */
export function listenersOf(
  live: Version,
  older: readonly Version[],
  connections: readonly CycleConnection[],
): Listener[] {
  const byId = new Map(connections.filter(hears).map((connection) => [connection.id, connection]));
  const triggers = heardBy("trigger", live, byId);
  // A step that is in several versions is the newest one's here: its runs are looked up by themselves.
  const waits = [live, ...older].flatMap((version) => heardBy("wait-for-event", version, byId));
  const both = [
    ...firstOfEach(triggers, ({ setupId, externalId, method }) => [setupId, externalId, method]).map((each) => ({
      ...each,
      answers: waits.length > 0 ? ("also" as const) : null,
    })),
    ...waits.map((each) => ({ ...each, ordinal: each.ordinal + behindTriggers, answers: "only" as const })),
  ];
  return firstOfEach(both, ({ setupId, externalId, method, step }) => [setupId, externalId, method, step]);
}

type Heard = Omit<Listener, "answers">;

const heardBy = (
  type: "trigger" | "wait-for-event",
  { version, document }: Version,
  byId: ReadonlyMap<string, CycleConnection>,
): Heard[] =>
  document.steps.flatMap((step, ordinal) => {
    if ((step.type !== "trigger" && step.type !== "wait-for-event") || step.type !== type) return [];
    if (isDisabled(step)) return [];
    const connection = step.connection === undefined ? undefined : byId.get(step.connection);
    if (!connection || connection.setupId === null || connection.externalId === null) return [];
    const { setupId, externalId } = connection;
    return heardMethodsOf(step).map((method) => ({ setupId, externalId, method, version, step: step.id, ordinal }));
  });

function firstOfEach<T>(all: readonly T[], keyOf: (each: T) => readonly string[]): T[] {
  const first = new Map<string, T>();
  for (const each of all) {
    const key = JSON.stringify(keyOf(each));
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}
