import type { InternalNode, ReactFlowState } from "@xyflow/react";

/** A canvas as it is seen: how large, how far moved and zoomed, and which cards are on it. */
type Sight = Pick<ReactFlowState, "width" | "height" | "transform" | "nodeLookup">;

/** Where a card stands in the canvas's window, in px. */
function placeOf({ internals, measured }: InternalNode, { transform: [panX, panY, zoom] }: Sight) {
  const { x, y } = internals.positionAbsolute;
  const [left, top] = [x * zoom + panX, y * zoom + panY];
  return { left, top, right: left + (measured.width ?? 0) * zoom, bottom: top + (measured.height ?? 0) * zoom };
}

/** Whether a card is seen whole, where so much of the canvas's top is covered. One that was not measured yet is not. */
export function isInSight(card: InternalNode, sight: Sight, covered: number): boolean {
  if (card.measured.height === undefined) return false;
  const { left, top, right, bottom } = placeOf(card, sight);
  return left >= 0 && top >= covered && right <= sight.width && bottom <= sight.height;
}
