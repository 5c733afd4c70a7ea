import type { CycleDocument, Step } from "@velodrome/contract";
import { type GroupChange, groupChanges } from "./group-changes.ts";

export type Change =
  | { kind: "added" | "removed"; step: Step }
  | { kind: "changed"; step: Step; before: Step; fields: readonly string[] }
  | { kind: "joined" | "parted"; from: string; to: string; port: string | undefined }
  | GroupChange
  | { kind: "variables" | "settings" | "masked" };

/** A text that is the same for the same value, whatever the order of its keys. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => `${JSON.stringify(key)}:${stable(each)}`)}}`;
}

export const sameDocument = (a: CycleDocument, b: CycleDocument): boolean => stable(a) === stable(b);

/** Names of a step's fields that differ; where it stands on the canvas, and in which group, is nothing of what it does. */
function changedFields(before: Step, after: Step): string[] {
  const [a, b]: Record<string, unknown>[] = [{ ...before }, { ...after }];
  const names = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  for (const drawn of ["position", "group"]) names.delete(drawn);
  return [...names].filter((name) => stable(a?.[name]) !== stable(b?.[name]));
}

const edgeKey = ({ from, to, port }: CycleDocument["edges"][number]) => `${from} ${port ?? ""} ${to}`;

/** What was done to get from one document to another, as a person would tell it. */
export function differenceOf(before: CycleDocument, after: CycleDocument): Change[] {
  const old = new Map(before.steps.map((step) => [step.id, step]));
  const now = new Map(after.steps.map((step) => [step.id, step]));
  const steps = after.steps.flatMap((step): Change[] => {
    const was = old.get(step.id);
    if (was === undefined) return [{ kind: "added", step }];
    const fields = changedFields(was, step);
    return fields.length === 0 ? [] : [{ kind: "changed", step, before: was, fields }];
  });
  const removed = before.steps.filter(({ id }) => !now.has(id)).map((step): Change => ({ kind: "removed", step }));
  const oldEdges = new Set(before.edges.map(edgeKey));
  const newEdges = new Set(after.edges.map(edgeKey));
  const told = (edges: CycleDocument["edges"], others: ReadonlySet<string>, kind: "joined" | "parted"): Change[] =>
    edges.filter((edge) => !others.has(edgeKey(edge))).map(({ from, to, port }) => ({ kind, from, to, port }));
  const variables: Change[] = stable(before.variables) === stable(after.variables) ? [] : [{ kind: "variables" }];
  const { redact: wasMasked = [], ...wasSet } = before.settings;
  const { redact: isMasked = [], ...isSet } = after.settings;
  const settings: Change[] = stable(wasSet) === stable(isSet) ? [] : [{ kind: "settings" }];
  const masked: Change[] = stable(wasMasked) === stable(isMasked) ? [] : [{ kind: "masked" }];
  return [
    ...steps,
    ...removed,
    ...told(after.edges, oldEdges, "joined"),
    ...told(before.edges, newEdges, "parted"),
    ...groupChanges(before, after),
    ...variables,
    ...settings,
    ...masked,
  ];
}
