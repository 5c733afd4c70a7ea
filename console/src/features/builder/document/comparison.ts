import type { CycleDocument, Edge, Step } from "@velodrome/contract";
import { differenceOf } from "./difference.ts";
import { positionsOf } from "./positions.ts";

/** Two documents as one drawing: what is now, with what is gone where it stood. */
export interface Comparison {
  document: CycleDocument;
  steps: ReadonlyMap<string, "added" | "removed" | "changed">;
  ways: readonly { edge: Edge; change: "joined" | "parted" }[];
}

const placedIn = (document: CycleDocument, steps: readonly Step[]): Step[] => {
  const positions = positionsOf(document);
  return steps.map((step) => ({ ...step, position: positions.get(step.id) ?? { x: 0, y: 0 } }));
};

export function compare(before: CycleDocument, after: CycleDocument): Comparison {
  const steps = new Map<string, "added" | "removed" | "changed">();
  const ways: { edge: Edge; change: "joined" | "parted" }[] = [];
  for (const change of differenceOf(before, after)) {
    if (change.kind === "joined" || change.kind === "parted") {
      const { from, to, port } = change;
      ways.push({ edge: { from, to, ...(port === undefined ? {} : { port }) }, change: change.kind });
    } else if ("step" in change) steps.set(change.step.id, change.kind);
  }
  const gone = before.steps.filter(({ id }) => steps.get(id) === "removed");
  const parted = ways.flatMap(({ edge, change }) => (change === "parted" ? [edge] : []));
  return {
    document: {
      ...after,
      steps: [...placedIn(after, after.steps), ...placedIn(before, gone)],
      edges: [...after.edges, ...parted],
    },
    steps,
    ways,
  };
}

/** One field that differs; undefined on the side where it is not set. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** What of a step differs, each input field by its own name. */
export function fieldChanges(before: Step, after: Step, fields: readonly string[]): FieldChange[] {
  const [a, b]: Record<string, unknown>[] = [{ ...before }, { ...after }];
  return fields.flatMap((field) => {
    const [was, is] = [a?.[field], b?.[field]];
    if (!isRecord(was) || !isRecord(is) || field !== "input") return [{ field, before: was, after: is }];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return names
      .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
      .map((name) => ({ field: `${field}.${name}`, before: was[name], after: is[name] }));
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
