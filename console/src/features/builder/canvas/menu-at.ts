/** Where a menu was asked for on the canvas, and of what. */
export interface MenuAt {
  x: number;
  y: number;
  /** Where on the canvas it was asked for. */
  point: { x: number; y: number };
  on: { kind: "steps" } | { kind: "group"; name: string } | { kind: "edge"; id: string } | { kind: "canvas" };
}
