import type { CycleDocument } from "@velodrome/contract";

/**
 * The document with a trigger's connection chosen. Actions and waits of the same connector that had the trigger's former one, or
 * none, follow it: a reply goes out where the message came in.
 */
export function withTriggerConnection(document: CycleDocument, trigger: string, connection: string): CycleDocument {
  const step = document.steps.find(({ id, type }) => id === trigger && type === "trigger");
  if (step?.type !== "trigger") return document;
  const former = step.connection;
  return {
    ...document,
    steps: document.steps.map((one) => {
      if (one.id === trigger) return { ...one, connection };
      if ((one.type !== "action" && one.type !== "wait-for-event") || one.connector !== step.connector) return one;
      return one.connection === undefined || one.connection === former ? { ...one, connection } : one;
    }),
  };
}
