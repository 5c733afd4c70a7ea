import { type CycleDocument, type ForEachStep, forEachBodies } from "@velodrome/contract";

/** A cycle as far as one of its steps. */
export interface WayTo {
  document: CycleDocument;
  /** For eaches that the step stands inside of: one item of each is enough to come to it. */
  around: ReadonlySet<string>;
}

/**
 * What has to be done so that a step has all that comes in: the steps that lead to it and those whose output any of them
 * looks at, with the ways between them. Of a For each before it every item is done, of one around it what leads to the step.
 */
export function wayTo(document: CycleDocument, target: string, readsOf: (step: string) => ReadonlySet<string>): WayTo {
  const bodies = forEachBodies(document);
  const around = new Set([...bodies].flatMap(([loop, body]) => (body.has(target) ? [loop] : [])));
  const kept = new Set<string>();
  const waiting = [target];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (kept.has(id)) continue;
    kept.add(id);
    waiting.push(...document.edges.flatMap(({ from, to }) => (to === id ? [from] : [])), ...readsOf(id));
    if (id !== target && !around.has(id)) waiting.push(...(bodies.get(id) ?? []));
  }
  return {
    document: {
      ...document,
      // What is collected of an item may look at steps that are not done.
      steps: document.steps
        .filter(({ id }) => kept.has(id))
        .map((step) => (step.type === "for-each" && around.has(step.id) ? withoutCollect(step) : step)),
      edges: document.edges.filter(({ from, to }) => kept.has(from) && kept.has(to) && from !== target),
    },
    around,
  };
}

function withoutCollect(step: ForEachStep): ForEachStep {
  const { collect: _, ...rest } = step;
  return rest;
}

/** One step and nothing else. */
export const onlyStep = (document: CycleDocument, target: string): WayTo => ({
  document: { ...document, steps: document.steps.filter(({ id }) => id === target), edges: [] },
  around: new Set(),
});
