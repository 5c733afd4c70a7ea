import { type CycleDocument, startsRuns } from "@velodrome/contract";
import type { Point } from "./graph-edit.ts";

/** A card's size and the room between cards. In canvas pixels, as theme.ts draws them. */
export const cardSize = { width: 248, height: 72 } as const;
export const gridSize = 16;
const columnGap = 320;
const rowGap = 128;

export const onGrid = ({ x, y }: Point): Point => ({
  x: Math.round(x / gridSize) * gridSize,
  y: Math.round(y / gridSize) * gridSize,
});

/** How far each step is from where runs begin, by the longest way. */
function depthsOf({ steps, edges }: CycleDocument): Map<string, number> {
  const next = Map.groupBy(edges, ({ from }) => from);
  const open = new Map(steps.map(({ id }) => [id, edges.filter(({ to }) => to === id).length]));
  const depths = new Map(steps.map(({ id }) => [id, 0]));
  const waiting = steps.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    for (const { to } of next.get(id) ?? []) {
      depths.set(to, Math.max(depths.get(to) ?? 0, (depths.get(id) ?? 0) + 1));
      const left = (open.get(to) ?? 0) - 1;
      open.set(to, left);
      if (left === 0) waiting.push(to);
    }
  }
  return depths;
}

/** Where each step stands. One that was never placed, as by a program, stands in columns by its depth, below all others. */
export function positionsOf(document: CycleDocument): Map<string, Point> {
  const placed = document.steps.filter(({ position }) => position !== undefined);
  const result = new Map(placed.map(({ id, position }) => [id, position ?? { x: 0, y: 0 }]));
  if (placed.length === document.steps.length) return result;
  const top = placed.length === 0 ? 0 : Math.max(...[...result.values()].map(({ y }) => y)) + rowGap;
  const depths = depthsOf(document);
  const rows = new Map<number, number>();
  const loose = document.steps.filter(({ position }) => position === undefined);
  for (const step of loose.toSorted((a, b) => Number(startsRuns(b)) - Number(startsRuns(a)))) {
    const column = depths.get(step.id) ?? 0;
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    result.set(step.id, { x: column * columnGap, y: top + row * rowGap });
  }
  return result;
}

const overlaps = (a: Point, b: Point): boolean =>
  Math.abs(a.x - b.x) < cardSize.width + gridSize && Math.abs(a.y - b.y) < cardSize.height + gridSize;

/** The nearest free place at or below a wished one, so that no card covers another. */
export function freePlace(document: CycleDocument, wished: Point): Point {
  const others = [...positionsOf(document).values()];
  let place = onGrid(wished);
  while (others.some((other) => overlaps(other, place))) place = { x: place.x, y: place.y + gridSize * 2 };
  return place;
}

/** Where a new step goes that follows another. */
export function placeAfter(document: CycleDocument, from: string): Point {
  const origin = positionsOf(document).get(from) ?? { x: 0, y: 0 };
  return freePlace(document, { x: origin.x + columnGap, y: origin.y });
}

/** Where a new step goes that follows nothing. */
export function placeBeside(document: CycleDocument): Point {
  const all = [...positionsOf(document).values()];
  if (all.length === 0) return { x: 0, y: 0 };
  return freePlace(document, { x: Math.min(...all.map(({ x }) => x)), y: Math.max(...all.map(({ y }) => y)) + rowGap });
}
