import { type CycleDocument, type Edge, graphFlaws, type Step } from "@velodrome/contract";
import { edgeFlaw, sameEdge } from "./edge-flaw.ts";
import { groupBetween } from "./groups.ts";
import { withoutPins } from "./pins.ts";
import { mainPort, takesEdges, waysOut } from "./port.ts";
import { withPart } from "./with-part.ts";

export interface Point {
  x: number;
  y: number;
}

const portPart = (port: string | undefined): { port?: string } => (port === undefined ? {} : { port });

export const edgeOf = (from: string, port: string | undefined, to: string): Edge => ({ from, to, ...portPart(port) });

export const addStep = (document: CycleDocument, step: Step): CycleDocument => ({
  ...document,
  steps: [...document.steps, step],
});

/** Draws an edge; an illegal one leaves the document as it is. */
export const connect = (document: CycleDocument, edge: Edge): CycleDocument =>
  edgeFlaw(document, edge) === null ? { ...document, edges: [...document.edges, edge] } : document;

export const disconnect = (document: CycleDocument, edge: Edge): CycleDocument => ({
  ...document,
  edges: document.edges.filter((one) => !sameEdge(one, edge)),
});

/** The edge with another end. Where it may not lead there, nothing changes. */
export function reconnect(document: CycleDocument, edge: Edge, to: Edge): CycleDocument {
  const without = disconnect(document, edge);
  if (edgeFlaw(without, to) !== null) return document;
  // It keeps its place: edges of one port are followed in order.
  return { ...document, edges: document.edges.map((one) => (sameEdge(one, edge) ? to : one)) };
}

/** Whether something can stand in the middle of a way: it must be led to, and lead on. */
export const fitsBetween = (step: Step): boolean => takesEdges(step) && mainPort(step) !== null;

/** A new step in the group of those it comes between. */
const joining = (document: CycleDocument, step: Step, from: string, followers: readonly string[]): Step =>
  withPart(step, "group", groupBetween(document, from, followers));

/**
 * Puts a new step into the middle of an edge; what followed goes on by the step's main way out. Within a group it is one
 * more of it.
 */
export function insertOnEdge(document: CycleDocument, edge: Edge, step: Step): CycleDocument {
  const way = mainPort(step);
  if (way === null || !takesEdges(step)) return addStep(document, step);
  const added = addStep(document, joining(document, step, edge.from, [edge.to]));
  const into = edgeOf(edge.from, edge.port, step.id);
  const on = edgeOf(step.id, way.port, edge.to);
  return { ...added, edges: added.edges.flatMap((one) => (sameEdge(one, edge) ? [into, on] : [one])) };
}

/** Adds a step behind another's port, where that may lead to it; to its group too, where that goes on behind it. */
export function addAfter(document: CycleDocument, from: string, port: string | undefined, step: Step): CycleDocument {
  if (!takesEdges(step)) return addStep(document, step);
  const followers = document.edges.filter((one) => one.from === from).map(({ to }) => to);
  return connect(addStep(document, joining(document, step, from, followers)), edgeOf(from, port, step.id));
}

/** The edges that close the gap a step leaves: in a chain what led to it leads on to what followed it. */
function bridgesOver(document: CycleDocument, id: string): Edge[] {
  const out = document.edges.filter(({ from, port }) => from === id && port !== "error");
  const [only, another] = out;
  if (only === undefined || another !== undefined) return [];
  return document.edges.filter(({ to }) => to === id).map(({ from, port }) => edgeOf(from, port, only.to));
}

function removeStep(document: CycleDocument, id: string): CycleDocument {
  const bridges = bridgesOver(document, id);
  const bare: CycleDocument = {
    ...document,
    steps: document.steps.filter((step) => step.id !== id),
    edges: document.edges.filter(({ from, to }) => from !== id && to !== id),
  };
  return bridges.reduce(connect, bare);
}

/** Takes steps away with what is pinned there. The ends of a chain are joined again. */
export const removeSteps = (document: CycleDocument, ids: readonly string[]): CycleDocument =>
  ids.reduce(removeStep, withoutPins(document, ids));

/** The document with a step changed; edges by ways out that it no longer has go with them. */
export function replaceStep(document: CycleDocument, step: Step): CycleDocument {
  const ports = new Set(waysOut(step).map(({ port }) => port));
  const changed = {
    ...document,
    steps: document.steps.map((one) => (one.id === step.id ? step : one)),
    edges: document.edges.filter(({ from, port }) => from !== step.id || ports.has(port)),
  };
  return graphFlaws(changed).length === 0 ? changed : document;
}

/** The document with steps elsewhere; where none moves, it stays what it is. */
export function moveSteps(document: CycleDocument, positions: ReadonlyMap<string, Point>): CycleDocument {
  const steps = document.steps.map((step) => {
    const position = positions.get(step.id);
    const stays = position === undefined || (position.x === step.position?.x && position.y === step.position.y);
    return stays ? step : { ...step, position };
  });
  return steps.every((step, at) => step === document.steps[at]) ? document : { ...document, steps };
}
