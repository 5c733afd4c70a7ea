import { type CycleDocument, type Edge, type Flaw, graphFlaws } from "@velodrome/contract";

export type EdgeFlaw = "edge_there" | "edge_to_itself" | Flaw["code"];

const same = (a: Edge, b: Edge): boolean => a.from === b.from && a.to === b.to && a.port === b.port;

/** What would be wrong with one edge more; null when it may be drawn. */
export function edgeFlaw(document: CycleDocument, edge: Edge): EdgeFlaw | null {
  if (edge.from === edge.to) return "edge_to_itself";
  if (document.edges.some((one) => same(one, edge))) return "edge_there";
  return graphFlaws({ ...document, edges: [...document.edges, edge] })[0]?.code ?? null;
}

export const sameEdge = same;
