import type { CycleDocument, Step } from "./cycle-document.ts";
import { portsOf } from "./cycle-graph.ts";

/** Whether a person has switched a step off. */
export const isDisabled = (step: Step): boolean => step.type !== "note" && step.disabled === true;

/** The way by which a step that is switched off is passed: its first one; of a For each the one behind its items. */
const passedBy = (step: Step): string | undefined => (step.type === "for-each" ? undefined : portsOf(step)[0]);

/**
 * A cycle as it runs: what leads to a step that is switched off leads to what stands behind it instead. What only such a
 * step led to by another way, its items included, has nothing that leads to it.
 */
export function withoutDisabled(document: CycleDocument): CycleDocument {
  const disabled = new Map(document.steps.filter(isDisabled).map((step) => [step.id, step]));
  if (disabled.size === 0) return document;
  const reached = new Map<string, readonly string[]>();
  /** The first steps that do something, at or behind one. */
  const behind = (id: string): readonly string[] => {
    const step = disabled.get(id);
    if (step === undefined) return [id];
    const known = reached.get(id);
    if (known !== undefined) return known;
    // A document that was never checked may lead back here.
    reached.set(id, []);
    const next = document.edges.filter(({ from, port }) => from === id && port === passedBy(step));
    const found = [...new Set(next.flatMap(({ to }) => behind(to)))];
    reached.set(id, found);
    return found;
  };
  const edges = new Map(
    document.edges
      .filter(({ from }) => !disabled.has(from))
      .flatMap((edge) => behind(edge.to).map((to) => ({ ...edge, to })))
      .map((edge) => [JSON.stringify([edge.from, edge.port, edge.to]), edge]),
  );
  return { ...document, steps: document.steps.filter(({ id }) => !disabled.has(id)), edges: [...edges.values()] };
}
