import type { CardNode } from "./flow-shape.ts";
import type { Box } from "./boxes.ts";

/** A group as it is drawn: a frame around its members' cards. */
export interface Frame extends Box {
  name: string;
  members: readonly string[];
  /** Whether all of its members are selected. */
  selected: boolean;
}

/** Room between the cards and their frame; above them for its name. In canvas pixels. */
export const frameRoom = { top: 36, side: 16, bottom: 16 } as const;

/** How a frame lies around what it holds. */
export function frameAround(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(({ x }) => x)) - frameRoom.side;
  const top = Math.min(...boxes.map(({ y }) => y)) - frameRoom.top;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + frameRoom.side;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + frameRoom.bottom;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The frames around cards where these stand now, in the order in which their first cards come. */
export function framesOf(nodes: readonly CardNode[]): Frame[] {
  const cards = new Map<string, CardNode[]>();
  for (const node of nodes) {
    const { group } = node.data.step;
    if (group === undefined) continue;
    const members = cards.get(group);
    if (members === undefined) cards.set(group, [node]);
    else members.push(node);
  }
  return [...cards].map(([name, members]) => ({
    name,
    ...frameAround(members.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height }))),
    members: members.map(({ id }) => id),
    selected: members.every(({ selected }) => selected === true),
  }));
}

/** From here down a name keeps its size on the screen, so that it can be read where the cards cannot. */
const smallestZoom = 0.85;

/** How much larger than the cards' own words a frame's name is written. */
export const nameScale = (zoom: number): number => Math.max(1, smallestZoom / zoom);
