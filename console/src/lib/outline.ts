import { type CycleDocument, type Step, startsRuns } from "@velodrome/contract";

export interface OutlineNode {
  step: Step;
  /** By which port of the step before it is reached; null where there is only one way. */
  port: string | null;
  /** It stands further up already, with all that follows it. */
  again: boolean;
  next: OutlineNode[];
}

/** A document's steps from its triggers on, as a tree; a step that several ways lead to is opened once. */
export function outlineOf(document: CycleDocument): OutlineNode[] {
  const byId = new Map(document.steps.map((step) => [step.id, step]));
  const shown = new Set<string>();
  const nodeOf = (step: Step, port: string | null): OutlineNode => {
    if (shown.has(step.id)) return { step, port, again: true, next: [] };
    shown.add(step.id);
    const next = document.edges.flatMap((edge) => {
      const to = edge.from === step.id ? byId.get(edge.to) : undefined;
      return to ? [nodeOf(to, edge.port ?? null)] : [];
    });
    return { step, port, again: false, next };
  };
  const reached = document.steps.filter(startsRuns).map((step) => nodeOf(step, null));
  const loose = document.steps.flatMap((step) => (shown.has(step.id) ? [] : [nodeOf(step, null)]));
  return [...reached, ...loose];
}
