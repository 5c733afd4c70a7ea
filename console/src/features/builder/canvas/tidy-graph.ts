import type { CycleDocument, Step } from "@velodrome/contract";
import type { ElkNode } from "elkjs/lib/elk-api.js";
import { groupsOf } from "../document/groups.ts";
import type { Point } from "../document/graph-edit.ts";
import { takesEdges, waysOut } from "../document/port.ts";
import { cardSize, onGrid } from "../document/positions.ts";
import { portTitle } from "../step-title.ts";
import { cardHeight, handleOf } from "./flow-shape.ts";
import { frameRoom } from "./frames.ts";

/** In canvas pixels: room between steps, what a letter of a way's name takes, and a name at most, as it is drawn. */
const leastRoom = 88;
const letter = 6.5;
const longestName = 120;
const besideName = 32;

/** Names of ways stand between steps, beside the card that they lead out of: the next card must not cover them. */
function roomForNames({ steps }: CycleDocument): number {
  const names = steps.flatMap((step) =>
    waysOut(step).flatMap(({ port, kind }) => (kind === "named" ? [portTitle(step, port).length] : [])),
  );
  const longest = Math.min(Math.max(0, ...names) * letter, longestName);
  return Math.max(leastRoom, Math.ceil(longest) + besideName);
}

/** The layouter takes these from whatever holds the steps, a group too. */
const spacingOf = (document: CycleDocument) => ({
  "elk.spacing.nodeNode": "56",
  "elk.layered.spacing.nodeNodeBetweenLayers": String(roomForNames(document)),
});
const options = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
};
const { top, side, bottom } = frameRoom;
const ofGroup = { "elk.padding": `[top=${top},left=${side},bottom=${bottom},right=${side}]` };

/** Whether ways that leave these steps come back to them: what lies in between has no place beside one frame. */
function comesBack({ edges }: CycleDocument, members: ReadonlySet<string>): boolean {
  const outside = new Set(edges.filter(({ from, to }) => members.has(from) && !members.has(to)).map(({ to }) => to));
  // What is added while it is gone through is gone through as well.
  for (const id of outside) {
    for (const { from, to } of edges) {
      if (from !== id) continue;
      if (members.has(to)) return true;
      outside.add(to);
    }
  }
  return false;
}

const cardOf = (step: Step): ElkNode => ({
  id: step.id,
  width: cardSize.width,
  height: cardHeight(step),
  layoutOptions: { "elk.portConstraints": "FIXED_ORDER" },
  ports: [
    // Where a step fails, a way leads out below, so that the others stand as on its card.
    ...waysOut(step).map(({ port, kind }, at) => ({
      id: `${step.id} ${handleOf(port)}`,
      layoutOptions: { "elk.port.side": kind === "error" ? "SOUTH" : "EAST", "elk.port.index": String(at) },
    })),
    ...(takesEdges(step) ? [{ id: `${step.id} in`, layoutOptions: { "elk.port.side": "WEST" } }] : []),
  ],
});

/**
 * The graph as the layouter wants it: ways out in their order, so that lines do not cross needlessly, and groups as what
 * holds their steps. Notes are no part of it, but for those that belong to a group.
 */
export function graphOf(document: CycleDocument): ElkNode {
  const { steps, edges } = document;
  const spacing = spacingOf(document);
  const groups = new Map(
    [...groupsOf(document)].filter(([, members]) => {
      const ids = new Set(members.map(({ id }) => id));
      return members.some(({ type }) => type !== "note") && !comesBack(document, ids);
    }),
  );
  const isLoose = (step: Step) => step.type !== "note" && (step.group === undefined || !groups.has(step.group));
  const placed = new Set<string>();
  return {
    id: "cycle",
    layoutOptions: { ...options, ...spacing },
    // In the order of the document, a group where its first step stands.
    children: steps.flatMap((step): ElkNode[] => {
      if (isLoose(step)) return [cardOf(step)];
      const members = step.group === undefined ? undefined : groups.get(step.group);
      if (members === undefined || placed.has(step.group ?? "")) return [];
      placed.add(step.group ?? "");
      return [{ id: `group ${step.group}`, layoutOptions: { ...ofGroup, ...spacing }, children: members.map(cardOf) }];
    }),
    edges: edges.map(({ from, to, port }, at) => ({
      id: String(at),
      sources: [`${from} ${handleOf(port)}`],
      targets: [`${to} in`],
    })),
  };
}

/** Where the layouter put each step: one in a group lies within what holds it. */
export function placesIn({ children = [] }: ElkNode, origin: Point = { x: 0, y: 0 }): Map<string, Point> {
  return new Map(
    children.flatMap((node) => {
      const at = { x: origin.x + (node.x ?? 0), y: origin.y + (node.y ?? 0) };
      return node.children === undefined ? [[node.id, onGrid(at)] as const] : [...placesIn(node, at)];
    }),
  );
}
