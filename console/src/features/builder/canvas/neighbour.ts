import type { CycleDocument } from "@velodrome/contract";
import { type Box, boxesOf } from "./boxes.ts";

export type Direction = "left" | "right" | "up" | "down";

/** How a card lies from another, as it is seen in one direction. */
interface Offset {
  /** From middle to middle, that way; negative behind. */
  along: number;
  across: number;
  /** The room between their edges that way, and beside it; none where they stand in one column or row. */
  gapAlong: number;
  gapAcross: number;
}

function offsetOf(from: Box, to: Box, direction: Direction): Offset {
  const x = to.x + to.width / 2 - (from.x + from.width / 2);
  const y = to.y + to.height / 2 - (from.y + from.height / 2);
  const gapX = Math.max(0, Math.abs(x) - (from.width + to.width) / 2);
  const gapY = Math.max(0, Math.abs(y) - (from.height + to.height) / 2);
  const sign = direction === "right" || direction === "down" ? 1 : -1;
  return direction === "left" || direction === "right"
    ? { along: x * sign, across: Math.abs(y), gapAlong: gapX, gapAcross: gapY }
    : { along: y * sign, across: Math.abs(x), gapAlong: gapY, gapAcross: gapX };
}

/** Whether it lies rather that way than to the side. */
const isThere = ({ along, gapAlong, gapAcross }: Offset): boolean => along > 0 && gapAlong >= gapAcross;

/**
 * Whether a way leads there. Ways run from left to right: what they join lies to that side also where it is far above or
 * below, but above or below only where it stands in the same column.
 */
const leadsThere = ({ along, gapAlong, gapAcross }: Offset, sideways: boolean): boolean =>
  along > 0 && (sideways ? gapAlong > 0 : gapAcross === 0);

/** What is beside the line counts twice: a person looks straight ahead first. */
const distance = ({ along, across }: Offset): number => along + across * 2;

/** Along the ways: to where a step leads, or back to where it is led to from. */
const isOnward = (direction: Direction): boolean => direction === "right" || direction === "down";

/** The step that an arrow leads to: the nearest that way among those that a way joins, else among all; null for none. */
export function neighbourOf(document: CycleDocument, from: string, direction: Direction): string | null {
  const boxes = boxesOf(document);
  const own = boxes.get(from);
  if (own === undefined) return null;
  const onward = isOnward(direction);
  const joined = new Set(
    document.edges.flatMap((edge) =>
      onward ? (edge.from === from ? [edge.to] : []) : edge.to === from ? [edge.from] : [],
    ),
  );
  const sideways = direction === "left" || direction === "right";
  const found = [...boxes]
    .filter(([id]) => id !== from)
    .map(([id, box]) => ({ id, offset: offsetOf(own, box, direction) }))
    .map((one) => ({ ...one, next: joined.has(one.id) && leadsThere(one.offset, sideways) }))
    .filter(({ next, offset }) => next || isThere(offset))
    .toSorted((a, b) => Number(b.next) - Number(a.next) || distance(a.offset) - distance(b.offset));
  return found[0]?.id ?? null;
}

/** These steps and all that follow them, or that lead to them. */
export function runOf(document: CycleDocument, ids: Iterable<string>, direction: Direction): Set<string> {
  const onward = isOnward(direction);
  const found = new Set(ids);
  // What is added while it is gone through is gone through as well.
  for (const id of found) {
    for (const { from, to } of document.edges) {
      if ((onward ? from : to) === id) found.add(onward ? to : from);
    }
  }
  return found;
}
