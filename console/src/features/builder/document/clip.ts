import { type CycleDocument, cycleDocument, edge, graphFlaws, type Step, step } from "@velodrome/contract";
import { z } from "zod";
import type { Point } from "./graph-edit.ts";
import { freeGroupName, groupsOf } from "./groups.ts";
import { positionsOf } from "./positions.ts";
import { renameReferences } from "./rename-reference.ts";
import { freshId, takenIds } from "./step-id.ts";
import { withPart } from "./with-part.ts";

const clip = z.object({ velodrome: z.literal("steps"), steps: z.array(step).min(1), edges: z.array(edge) });
export type Clip = z.infer<typeof clip>;

/** A step taken alone out of a group of several leaves it behind: a frame around each copy is what nobody asked for. */
function withoutLoneGroups(document: CycleDocument, steps: readonly Step[]): Step[] {
  const [all, taken] = [groupsOf(document), groupsOf({ steps: [...steps] })];
  const isLone = (group: string) => taken.get(group)?.length === 1 && (all.get(group)?.length ?? 0) > 1;
  return steps.map((one) => (one.group !== undefined && isLone(one.group) ? withPart(one, "group", undefined) : one));
}

/** Steps and the edges among them, to be put elsewhere; each knows where it stood. */
export function copySteps(document: CycleDocument, ids: ReadonlySet<string>): Clip | null {
  const positions = positionsOf(document);
  const taken = document.steps.filter(({ id }) => ids.has(id));
  const steps = withoutLoneGroups(document, taken).map((one) => ({
    ...one,
    position: positions.get(one.id) ?? { x: 0, y: 0 },
  }));
  if (steps.length === 0) return null;
  return { velodrome: "steps", steps, edges: document.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}

export const clipText = (copied: Clip): string => JSON.stringify(copied, null, 2);

/** What a text holds, if it is steps of ours that are sound among themselves; a whole document will do as well. */
export function parseClip(text: string): Clip | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const own = clip.safeParse(json);
  const whole = cycleDocument.safeParse(own.success ? { steps: own.data.steps, edges: own.data.edges } : json);
  if (!whole.success || graphFlaws(whole.data).length > 0) return null;
  return own.success ? own.data : copySteps(whole.data, takenIds(whole.data));
}

const cornerOf = (steps: readonly Step[]): Point => ({
  x: Math.min(...steps.map(({ position }) => position?.x ?? 0)),
  y: Math.min(...steps.map(({ position }) => position?.y ?? 0)),
});

export interface Pasted {
  document: CycleDocument;
  /** The ids of what is new. */
  ids: readonly string[];
}

/** What the groups of a clip are called where it comes in: as they were, or with a number where others have that name. */
function groupNames(document: CycleDocument, steps: Step[]): Map<string, string> {
  const taken = new Set(groupsOf(document).keys());
  const names = new Map<string, string>();
  for (const wished of groupsOf({ steps }).keys()) {
    const name = freeGroupName(taken, wished);
    taken.add(name);
    names.set(wished, name);
  }
  return names;
}

/**
 * Puts a clip in at a place: under ids that are free, with what its steps take from each other renamed along, and in groups
 * of their own.
 */
export function pasteClip(document: CycleDocument, { steps, edges }: Clip, at: Point): Pasted {
  const taken = takenIds(document);
  const renames = new Map<string, string>();
  for (const { id } of steps) {
    const fresh = freshId(taken, id);
    taken.add(fresh);
    renames.set(id, fresh);
  }
  const corner = cornerOf(steps);
  const named = (id: string) => renames.get(id) ?? id;
  const groups = groupNames(document, steps);
  const made = steps.map((one) => ({
    ...withPart(renameReferences(one, renames), "group", one.group === undefined ? undefined : groups.get(one.group)),
    id: named(one.id),
    position: { x: at.x + (one.position?.x ?? 0) - corner.x, y: at.y + (one.position?.y ?? 0) - corner.y },
  }));
  return {
    document: {
      ...document,
      steps: [...document.steps, ...made],
      edges: [...document.edges, ...edges.map((one) => ({ ...one, from: named(one.from), to: named(one.to) }))],
    },
    ids: [...renames.values()],
  };
}
