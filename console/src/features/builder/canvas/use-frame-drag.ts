import { type NodeChange, useReactFlow } from "@xyflow/react";
import type { PointerEvent as Pressed } from "react";
import type { Point } from "../document/graph-edit.ts";
import { onGrid } from "../document/positions.ts";
import { steady } from "./behaviour.ts";
import type { CardNode } from "./flow-shape.ts";

interface Given {
  nodes: readonly CardNode[];
  onNodesChange: (changes: NodeChange<CardNode>[]) => void;
}

/** Drags cards by something that is none of them: they keep their places to each other, and are dropped as one act. */
export function useFrameDrag() {
  const { screenToFlowPosition } = useReactFlow();
  const placeOf = ({ clientX: x, clientY: y }: Pick<PointerEvent, "clientX" | "clientY">): Point =>
    screenToFlowPosition({ x, y }, { snapToGrid: false });
  return (event: Pressed<HTMLElement>, { nodes, onNodesChange }: Given, onBegin: () => void): void => {
    const handle = event.currentTarget;
    const { clientX, clientY, pointerId } = event;
    const from = placeOf(event);
    let by: Point | null = null;
    const move = (dragging: boolean, { x, y }: Point) =>
      onNodesChange(
        nodes.map(({ id, position }) => ({
          ...{ type: "position", id, dragging },
          position: { x: position.x + x, y: position.y + y },
        })),
      );
    const onMove = (moved: PointerEvent) => {
      if (by === null) {
        if (Math.hypot(moved.clientX - clientX, moved.clientY - clientY) <= steady) return;
        handle.setPointerCapture(pointerId);
        onBegin();
      }
      const now = placeOf(moved);
      const next = onGrid({ x: now.x - from.x, y: now.y - from.y });
      if (by !== null && next.x === by.x && next.y === by.y) return;
      by = next;
      move(true, by);
    };
    const onEnd = () => {
      window.removeEventListener("pointermove", onMove);
      for (const type of ["pointerup", "pointercancel"] as const) window.removeEventListener(type, onEnd);
      if (by === null) return;
      if (by.x !== 0 || by.y !== 0) move(false, by);
      else onNodesChange(nodes.map(({ id }) => ({ type: "position", id, dragging: false })));
    };
    window.addEventListener("pointermove", onMove);
    for (const type of ["pointerup", "pointercancel"] as const) window.addEventListener(type, onEnd);
  };
}
