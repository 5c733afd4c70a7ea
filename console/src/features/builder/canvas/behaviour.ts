import { SelectionMode } from "@xyflow/react";
import { gridSize } from "../document/positions.ts";
import { Card } from "./card.tsx";
import { Way } from "./way.tsx";

const nodeTypes = { card: Card };
const edgeTypes = { way: Way };
const grid: [number, number] = [gridSize, gridSize];
/**
 * A hand is never quite still: so many screen pixels between press and release are still a click. The canvas would take
 * a single one for a drag, which neither opens the step nor moves it.
 */
export const steady = 4;

/** How the canvas behaves whatever is on it. */
export const behaviour = {
  nodeTypes,
  edgeTypes,
  snapToGrid: true,
  snapGrid: grid,
  connectionRadius: 40,
  nodeClickDistance: steady,
  nodeDragThreshold: steady,
  paneClickDistance: steady,
  fitView: true,
  minZoom: 0.1,
  // Deleting is an act of ours, with its place in the history.
  deleteKeyCode: null,
  selectionKeyCode: "Shift",
  multiSelectionKeyCode: ["Shift", "Meta", "Control"],
  selectionMode: SelectionMode.Partial,
  panActivationKeyCode: "Space",
  zoomOnDoubleClick: false,
};
