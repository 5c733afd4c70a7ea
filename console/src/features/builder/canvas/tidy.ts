import type { CycleDocument } from "@velodrome/contract";
import Elk, { type ElkNode } from "elkjs/lib/elk-api.js";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import { onGrid, cardSize } from "../document/positions.ts";
import type { Point } from "../document/graph-edit.ts";
import { cardHeight, handleOf } from "./flow-shape.ts";
import { takesEdges, waysOut } from "../document/port.ts";

const options = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.spacing.nodeNode": "56",
  "elk.layered.spacing.nodeNodeBetweenLayers": "88",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
};

/** The graph as the layouter wants it: ways out in their order, so that lines do not cross needlessly. */
function graphOf({ steps, edges }: CycleDocument): ElkNode {
  return {
    id: "cycle",
    layoutOptions: options,
    children: steps
      .filter(({ type }) => type !== "note")
      .map((step) => ({
        id: step.id,
        width: cardSize.width,
        height: cardHeight(step),
        layoutOptions: { "elk.portConstraints": "FIXED_ORDER" },
        ports: [
          ...waysOut(step).map(({ port }, at) => ({
            id: `${step.id} ${handleOf(port)}`,
            layoutOptions: { "elk.port.side": "EAST", "elk.port.index": String(at) },
          })),
          ...(takesEdges(step) ? [{ id: `${step.id} in`, layoutOptions: { "elk.port.side": "WEST" } }] : []),
        ],
      })),
    edges: edges.map(({ from, to, port }, at) => ({
      id: String(at),
      sources: [`${from} ${handleOf(port)}`],
      targets: [`${to} in`],
    })),
  };
}

/** Where each step would stand best, worked out beside the page. Notes stay where they are. */
export async function tidyPositions(document: CycleDocument): Promise<Map<string, Point>> {
  const elk = new Elk({ workerUrl });
  try {
    const { children = [] } = await elk.layout(graphOf(document));
    return new Map(children.map(({ id, x = 0, y = 0 }) => [id, onGrid({ x, y })]));
  } finally {
    elk.terminateWorker();
  }
}
