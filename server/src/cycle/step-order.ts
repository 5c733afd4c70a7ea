import type { CycleDocument, Edge } from "@velodrome/contract";

/**
 * Which steps can have ended when another begins: those that lead to it, and those of a way that leaves the same port
 * earlier, because several edges from one port run one after another. The graph has no loops.
 */
export function stepOrder(document: CycleDocument): { precedes(earlier: string, later: string): boolean } {
  const leaving = new Map<string, Edge[]>();
  for (const edge of document.edges) leaving.set(edge.from, [...(leaving.get(edge.from) ?? []), edge]);
  const known = new Map<string, ReadonlySet<string>>();

  /** A step and all that it leads to. */
  function reach(id: string): ReadonlySet<string> {
    const before = known.get(id);
    if (before !== undefined) return before;
    const reached = new Set([id]);
    // A set hands out what is added to it while it is walked.
    for (const from of reached) for (const { to } of leaving.get(from) ?? []) reached.add(to);
    known.set(id, reached);
    return reached;
  }

  function inTurn(edges: readonly Edge[], earlier: string, later: string): boolean {
    const ports = new Set<string | undefined>();
    for (const { to, port } of edges) {
      if (ports.has(port) && reach(to).has(later)) return true;
      if (reach(to).has(earlier)) ports.add(port);
    }
    return false;
  }

  return {
    precedes: (earlier, later) =>
      earlier !== later &&
      (reach(earlier).has(later) || [...leaving.values()].some((edges) => inTurn(edges, earlier, later))),
  };
}
