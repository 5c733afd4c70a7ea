import { type CycleDocument, type Edge, startsRuns, type Step } from "./cycle-document.ts";
import { forEachBodies } from "./for-each-body.ts";

/** One thing wrong with a document, by step and field, in words for a person. */
export interface Flaw {
  code:
    | "step_twice"
    | "edge_unknown_step"
    | "edge_into_trigger"
    | "edge_at_note"
    | "edge_after_stop"
    | "port_unknown"
    | "cycle_in_graph"
    | "edge_into_for_each";
  step: string;
  field: string | null;
  message: string;
}

/**
 * The named ways out of a step; any step also has `error`. An empty list means one way out without a name, which a
 * For each has besides.
 */
export function portsOf(step: Step): readonly string[] {
  if (step.type === "decision") return ["true", "false"];
  if (step.type === "wait-for-event") return ["event", "timeout"];
  if (step.type === "for-each") return ["item"];
  return step.type === "switch" ? [...step.cases.map(({ id }) => id), "default"] : [];
}

/** Steps that can go wrong, so that something can be done about it. */
export const canFail = (step: Step): boolean => !startsRuns(step) && step.type !== "stop";

const portFits = (step: Step, port: string | undefined): boolean => {
  if (port === "error") return canFail(step);
  const ports = portsOf(step);
  return port === undefined ? ports.length === 0 || step.type === "for-each" : ports.includes(port);
};

function sayPorts(from: Step, port: string | undefined): string {
  const names = [...portsOf(from), ...(canFail(from) ? ["error"] : [])].map((name) => `"${name}"`);
  const ways = portFits(from, undefined) ? ["none, which is the way on", ...names] : names;
  const what = port === undefined ? "without a port" : `by the port "${port}"`;
  return `An edge leaves "${from.id}" ${what}, which it does not have. It takes ${ways.join(", ")}.`;
}

function edgeFlaws(edge: Edge, byId: ReadonlyMap<string, Step>): Flaw[] {
  const at = { step: edge.from, field: "edges" };
  const from = byId.get(edge.from);
  const to = byId.get(edge.to);
  if (!from || !to) {
    const missing = from ? edge.to : edge.from;
    return [
      { ...at, code: "edge_unknown_step", message: `An edge names the step "${missing}", which is not in this cycle.` },
    ];
  }
  const note = [from, to].find(({ type }) => type === "note");
  if (note) {
    return [{ ...at, code: "edge_at_note", message: `"${note.id}" is a note: nothing leads into it or out of it.` }];
  }
  if (from.type === "stop") {
    return [{ ...at, code: "edge_after_stop", message: `"${from.id}" ends the run: nothing can follow it.` }];
  }
  if (startsRuns(to)) {
    return [{ ...at, code: "edge_into_trigger", message: `"${edge.to}" is a trigger: nothing can lead into it.` }];
  }
  if (!portFits(from, edge.port)) {
    return [{ ...at, code: "port_unknown", message: sayPorts(from, edge.port) }];
  }
  return [];
}

/** A step on a loop, or null. Depth-first with an explicit stack, so that a long chain cannot exhaust ours. */
function stepOnLoop(document: CycleDocument): string | null {
  const next = new Map<string, string[]>();
  for (const edge of document.edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
  const done = new Set<string>();
  for (const { id } of document.steps) {
    const open = new Set<string>();
    const stack: { id: string; leaving: boolean }[] = [{ id, leaving: false }];
    for (let top = stack.pop(); top; top = stack.pop()) {
      if (top.leaving) {
        open.delete(top.id);
        done.add(top.id);
      } else if (open.has(top.id)) {
        return top.id;
      } else if (!done.has(top.id)) {
        open.add(top.id);
        stack.push({ id: top.id, leaving: true });
        for (const to of next.get(top.id) ?? []) stack.push({ id: to, leaving: false });
      }
    }
  }
  return null;
}

/** What a For each does for every item is reached through its port `item` only: otherwise nobody could say for which item. */
function forEachFlaws(document: CycleDocument): Flaw[] {
  const bodies = [...forEachBodies(document)];
  return document.edges.flatMap(({ from, to, port }): Flaw[] => {
    const into = ([loop, body]: (typeof bodies)[number]) =>
      body.has(to) && !body.has(from) && !(from === loop && port === "item");
    const loop = bodies.find(into)?.[0];
    if (loop === undefined) return [];
    const message = `"${to}" is done for each item of "${loop}", so nothing outside of it can lead there, but "${from}" does.`;
    return [{ code: "edge_into_for_each", step: from, field: "edges", message }];
  });
}

/** What no draft may have, finished or not: the graph must be sound before anything else can be said of it. */
export function graphFlaws(document: CycleDocument): Flaw[] {
  const byId = new Map<string, Step>();
  const flaws: Flaw[] = [];
  for (const step of document.steps) {
    if (byId.has(step.id)) {
      flaws.push({ code: "step_twice", step: step.id, field: "id", message: `Two steps have the id "${step.id}".` });
    }
    byId.set(step.id, step);
  }
  for (const edge of document.edges) flaws.push(...edgeFlaws(edge, byId));
  const looped = stepOnLoop(document);
  if (looped === null) flaws.push(...forEachFlaws(document));
  else {
    flaws.push({
      code: "cycle_in_graph",
      step: looped,
      field: "edges",
      message: `The edges lead from "${looped}" back to itself.`,
    });
  }
  return flaws;
}

/** Ids of all steps that some trigger leads to, triggers included. */
export function reachableSteps(document: CycleDocument): Set<string> {
  const reached = new Set(document.steps.filter(startsRuns).map((s) => s.id));
  const waiting = [...reached];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const edge of document.edges) {
      if (edge.from !== from || reached.has(edge.to)) continue;
      reached.add(edge.to);
      waiting.push(edge.to);
    }
  }
  return reached;
}
