import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useEffect, useState } from "react";
import { useBuilder } from "../builder-context.ts";
import type { Point } from "../document/graph-edit.ts";
import { type CardNode, mergeNodes } from "./flow-shape.ts";

/** Which steps are selected after some were chosen and others let go. */
function selectedAfter(selection: ReadonlySet<string>, changes: readonly NodeChange<CardNode>[]): Set<string> | null {
  const next = new Set(selection);
  let changed = false;
  for (const change of changes) {
    if (change.type !== "select") continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
    changed = true;
  }
  return changed ? next : null;
}

/** Where a finished drag put steps; null while they are under way. */
function movedBy(changes: readonly NodeChange<CardNode>[]): Map<string, Point> | null {
  const moved = new Map<string, Point>();
  for (const change of changes) {
    if (change.type === "position" && change.dragging !== true && change.position !== undefined) {
      moved.set(change.id, change.position);
    }
  }
  return moved.size === 0 ? null : moved;
}

/** The canvas's own nodes: they follow the document, and run ahead of it while something is dragged. */
export function useCanvasNodes(wanted: readonly CardNode[]) {
  const { acts, selection, select, editable } = useBuilder();
  const [nodes, setNodes] = useState<CardNode[]>(() => [...wanted]);
  useEffect(() => setNodes((old) => mergeNodes(old, wanted)), [wanted]);
  const onNodesChange = (changes: NodeChange<CardNode>[]) => {
    const kept = changes.filter(({ type }) => type !== "remove");
    setNodes((old) => applyNodeChanges(kept, old));
    const chosen = selectedAfter(selection, kept);
    if (chosen !== null) select(chosen);
    const moved = movedBy(kept);
    if (moved !== null && editable) acts.move(moved);
  };
  return { nodes, onNodesChange };
}
