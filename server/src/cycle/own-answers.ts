import { type CycleDocument, methodsOf, type Step, type TriggerStep } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { type CycleConnection, connectionOf } from "./connection-choice.ts";

/** What goes on only where something holds, or somebody has answered. */
const choosing: ReadonlySet<Step["type"]> = new Set(["decision", "switch", "filter", "wait-for-event"]);

/**
 * The actions by which a cycle would answer to what it has sent itself, and then to that answer, without end: a trigger
 * takes what comes back of them, and nothing on the way to them asks what it is.
 */
export function findOwnAnswers(
  connectors: ConnectorMap,
  { steps, edges }: CycleDocument,
  connections: readonly CycleConnection[],
  trigger: TriggerStep,
): Step[] {
  const connector = connectors.get(trigger.connector);
  const connection = connectionOf(trigger, connections);
  const asides = methodsOf(trigger).flatMap((method) => Object.entries(connector?.triggers[method]?.asides ?? {}));
  if (!asides.some(([name, { isOwn }]) => isOwn === true && trigger.also?.includes(name))) return [];
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found: Step[] = [];
  const seen = new Set<string>();
  const waiting = [trigger.id];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const step = byId.get(id);
    if (step === undefined || seen.has(id) || choosing.has(step.type)) continue;
    seen.add(id);
    const comesBack = step.type === "action" && connector?.actions[step.method]?.outcomeOf !== undefined;
    if (comesBack && connectionOf(step, connections) === connection) found.push(step);
    waiting.push(...edges.flatMap(({ from, to }) => (from === id ? [to] : [])));
  }
  return found;
}
