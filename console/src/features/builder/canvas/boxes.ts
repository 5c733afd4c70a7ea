import type { CycleDocument } from "@velodrome/contract";
import type { Point } from "../document/graph-edit.ts";
import { cardSize, positionsOf } from "../document/positions.ts";
import { cardHeight } from "./flow-shape.ts";

/** Where a card stands and how large it is, in canvas pixels. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** Every step's card, by its id and in the order of the document. */
export function boxesOf(document: CycleDocument): Map<string, Box> {
  const positions = positionsOf(document);
  return new Map(
    document.steps.map((step) => {
      const position = positions.get(step.id) ?? { x: 0, y: 0 };
      return [step.id, { ...position, width: cardSize.width, height: cardHeight(step) }];
    }),
  );
}
