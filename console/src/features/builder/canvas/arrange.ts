import type { Point } from "../document/graph-edit.ts";
import { onGrid } from "../document/positions.ts";
import type { Box } from "./boxes.ts";

type Axis = "x" | "y";

/** Along which axis steps are brought into line, and by which part of them: 0 is where they begin, 1 where they end. */
const lines = {
  left: { axis: "x", at: 0 },
  centre: { axis: "x", at: 0.5 },
  right: { axis: "x", at: 1 },
  top: { axis: "y", at: 0 },
  middle: { axis: "y", at: 0.5 },
  bottom: { axis: "y", at: 1 },
} as const;
const axes = { across: "x", down: "y" } as const;

export type Alignment = keyof typeof lines;
export type Distribution = keyof typeof axes;
export type Arrangement = Alignment | Distribution;

export const alignments = Object.keys(lines) as Alignment[];
export const distributions = Object.keys(axes) as Distribution[];

const sizeOf = (box: Box, axis: Axis): number => (axis === "x" ? box.width : box.height);
const endOf = (box: Box, axis: Axis): number => box[axis] + sizeOf(box, axis);

type Boxes = ReadonlyMap<string, Box>;

function aligned(boxes: Boxes, how: Alignment): [string, Point][] {
  const { axis, at } = lines[how];
  const start = Math.min(...[...boxes.values()].map((box) => box[axis]));
  const end = Math.max(...[...boxes.values()].map((box) => endOf(box, axis)));
  return [...boxes].map(([id, box]) => [id, { ...box, [axis]: start + (end - start - sizeOf(box, axis)) * at }]);
}

/** The same room between each two; the first and the last stay. */
function distributed(boxes: Boxes, how: Distribution): [string, Point][] {
  const axis = axes[how];
  const inOrder = [...boxes].toSorted(([, a], [, b]) => a[axis] + endOf(a, axis) - b[axis] - endOf(b, axis));
  const [first, last] = [inOrder[0]?.[1], inOrder.at(-1)?.[1]];
  if (first === undefined || last === undefined) return [];
  const taken = inOrder.reduce((sum, [, box]) => sum + sizeOf(box, axis), 0);
  const room = (endOf(last, axis) - first[axis] - taken) / (inOrder.length - 1);
  let next = first[axis];
  return inOrder.map(([id, box]) => {
    const at = next;
    next += sizeOf(box, axis) + room;
    return [id, { ...box, [axis]: at }];
  });
}

/** Where steps go when they are brought into line, or apart evenly: on the grid, and only those that do not stand there. */
export function arranged(boxes: Boxes, how: Arrangement): Map<string, Point> {
  const places = how === "across" || how === "down" ? distributed(boxes, how) : aligned(boxes, how);
  return new Map(
    places
      .map(([id, place]) => [id, onGrid(place)] as const)
      .filter(([id, { x, y }]) => x !== boxes.get(id)?.x || y !== boxes.get(id)?.y),
  );
}
