import { portsOf, startsRuns, type Step } from "@velodrome/contract";

export interface Port {
  /** Undefined: the one way out that has no name. */
  port: string | undefined;
  kind: "next" | "named" | "error";
}

/** Every way out of a step, in the order in which they are drawn; `error` comes last. */
export function waysOut(step: Step): Port[] {
  if (step.type === "note" || step.type === "stop") return [];
  const named = portsOf(step).map((port): Port => ({ port, kind: "named" }));
  const next: Port[] = named.length === 0 || step.type === "for-each" ? [{ port: undefined, kind: "next" }] : [];
  const error: Port[] = startsRuns(step) ? [] : [{ port: "error", kind: "error" }];
  return [...named, ...next, ...error];
}

/** The way out by which things go on as a rule. */
export function mainPort(step: Step): Port | null {
  const ways = waysOut(step);
  return ways.find(({ kind }) => kind === "next") ?? ways[0] ?? null;
}

export const takesEdges = (step: Step): boolean => step.type !== "note" && !startsRuns(step);
