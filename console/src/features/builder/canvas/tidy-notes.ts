import type { CycleDocument } from "@velodrome/contract";
import type { Point } from "../document/graph-edit.ts";
import { gridSize, onGrid } from "../document/positions.ts";
import { type Box, boxesOf } from "./boxes.ts";
import { frameAround } from "./frames.ts";

function distance(a: Box, b: Box): number {
  return Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
}

const touches = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width + gridSize &&
  b.x < a.x + a.width + gridSize &&
  a.y < b.y + b.height + gridSize &&
  b.y < a.y + a.height + gridSize;

/** The lowest place at or above a wished one where it touches nothing. */
function freeAbove(wished: Box, others: readonly Box[]): Box {
  let box = wished;
  while (others.some((other) => touches(box, other))) box = { ...box, y: box.y - gridSize };
  return box;
}

interface Placed {
  type: string;
  group: string | undefined;
  was: Box;
  is: Box;
}

/** The frames around what was placed, but for the one of a note's own group. */
function foreignFrames(cards: readonly Placed[], own: string | undefined): Box[] {
  const groups = Map.groupBy(cards, ({ group }) => group);
  return [...groups].flatMap(([name, members]) =>
    name === undefined || name === own ? [] : [frameAround(members.map(({ is }) => is))],
  );
}

/**
 * The places that the layouter found, and those of the notes that it left out: each goes with the step that it stands
 * nearest to, which is most likely what it tells of. In the frame of a group it would look as if it were part of it.
 */
export function withNotes(document: CycleDocument, places: ReadonlyMap<string, Point>): Map<string, Point> {
  const boxes = boxesOf(document);
  const cards = document.steps.flatMap(({ id, type, group }): Placed[] => {
    const [was, place] = [boxes.get(id), places.get(id)];
    return was === undefined || place === undefined ? [] : [{ type, group, was, is: { ...was, ...place } }];
  });
  const steps = cards.filter(({ type }) => type !== "note");
  if (steps.length === 0) return new Map(places);
  const taken: Box[] = cards.map(({ is }) => is);
  const all = new Map(places);
  for (const { id, group } of document.steps) {
    const note = boxes.get(id);
    if (note === undefined || all.has(id)) continue;
    const { was, is } = steps.reduce((best, one) => (distance(note, one.was) < distance(note, best.was) ? one : best));
    const beside = { ...note, ...onGrid({ x: note.x + is.x - was.x, y: note.y + is.y - was.y }) };
    const place = freeAbove(beside, [...taken, ...foreignFrames(cards, group)]);
    taken.push(place);
    all.set(id, { x: place.x, y: place.y });
  }
  return all;
}
