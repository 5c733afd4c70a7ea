import type { ConnectorWithMethods, Step } from "@velodrome/contract";
import { capital, spaced } from "../../lib/phrase.ts";
import { texts } from "./texts.ts";
import { toolOf } from "./tools/tool-registry.ts";

/** What a step's kind is called: a tool's title, or its method's. */
export function kindTitle(step: Step, connectors: ReadonlyMap<string, ConnectorWithMethods>): string {
  if (step.type !== "trigger" && step.type !== "action") return toolOf(step.type)?.title ?? capital(spaced(step.type));
  const name = (step.type === "trigger" ? (step.method ?? step.kinds?.[0]) : step.method) ?? "";
  const method = connectors.get(step.connector)?.methods.find((one) => one.name === name && one.type === step.type);
  return method?.title ?? capital(spaced(name));
}

/** What a step is called: by the person, else by its id. */
export const titleOf = (step: Step): string => step.name ?? step.id;

export const titleIn = (steps: readonly Step[], id: string): string => {
  const step = steps.find((one) => one.id === id);
  return step === undefined ? id : titleOf(step);
};

/** A way out in words. */
export function portTitle(step: Step, port: string | undefined): string {
  if (port === undefined) return step.type === "for-each" ? texts.after : texts.next;
  const known = texts.ports[port];
  if (step.type !== "switch") return known ?? port;
  return step.cases.find(({ id }) => id === port)?.name ?? known ?? port;
}
