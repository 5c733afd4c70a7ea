import "@xyflow/react/dist/style.css";
import {
  Background,
  BackgroundVariant,
  type Connection as Line,
  type EdgeChange,
  MiniMap,
  type OnReconnect,
  ReactFlow,
  useReactFlow,
} from "@xyflow/react";
import { useComputedColorScheme } from "@mantine/core";
import { type DragEvent, type MouseEvent as PointerEvent, useMemo, useState } from "react";
import { useBuilder } from "../builder-context.ts";
import { wordShown } from "../../../lib/keys/shown.ts";
import { useKeys } from "../../../lib/keys/use-keys.ts";
import { mapSize } from "../../../ui/theme.ts";
import { entryType } from "../palette.tsx";
import { gridSize } from "../document/positions.ts";
import { texts } from "../texts.ts";
import { behaviour } from "./behaviour.ts";
import classes from "./canvas.module.css";
import { CanvasControls } from "./canvas-controls.tsx";
import { ConnectionHint } from "./connection-hint.tsx";
import { fitting, legible } from "./fitting.ts";
import { edgeFrom, type WayEdge } from "./flow-shape.ts";
import { FrameLayer } from "./frame-layer.tsx";
import { LegalTargets } from "./legal-targets.ts";
import type { MenuAt } from "./menu-at.ts";
import { useArrows } from "./use-arrows.ts";
import { useCanvasNodes } from "./use-canvas-nodes.ts";
import { useConnecting } from "./use-connecting.ts";
import { useInSight } from "./use-in-sight.ts";
import { type RunShown, useWantedEdges, useWantedNodes } from "./use-looks.ts";
import { WayActs } from "./way-acts.ts";

/** A cycle of fewer steps is seen whole, and a map would only lie over it. */
const mapFrom = 8;

/** Something from the palette dropped on the canvas, or on a way. */
function useDropped(edges: readonly WayEdge[], onEntry: CanvasProps["onEntry"]) {
  const { screenToFlowPosition } = useReactFlow();
  return (event: DragEvent) => {
    const key = event.dataTransfer.getData(entryType);
    if (key === "") return;
    event.preventDefault();
    const at = { x: event.clientX, y: event.clientY };
    const id = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>(".react-flow__edge")?.dataset.id;
    const edge = edges.find((one) => one.id === id)?.data?.edge;
    onEntry(key, edge === undefined ? { kind: "at", point: screenToFlowPosition(at) } : { kind: "edge", edge });
  };
}

function useMenus(onMenu: CanvasProps["onMenu"]) {
  const { selection, select } = useBuilder();
  const { screenToFlowPosition } = useReactFlow();
  const show = (event: PointerEvent | MouseEvent, on: MenuAt["on"]) => {
    event.preventDefault();
    const at = { x: event.clientX, y: event.clientY };
    onMenu({ ...at, point: screenToFlowPosition(at), on });
  };
  return {
    onNodeContextMenu: (event: PointerEvent, { id }: { id: string }) => {
      if (!selection.has(id)) select([id]);
      show(event, { kind: "steps" });
    },
    onEdgeContextMenu: (event: PointerEvent, { id }: { id: string }) => show(event, { kind: "edge", id }),
    onSelectionContextMenu: (event: PointerEvent) => show(event, { kind: "steps" }),
    onPaneContextMenu: (event: PointerEvent | MouseEvent) => show(event, { kind: "canvas" }),
  };
}

interface CanvasProps {
  shown: RunShown | null;
  selectedEdge: string | null;
  onEdge: (id: string | null) => void;
  onEntry: (key: string, place: Parameters<ReturnType<typeof useBuilder>["askToAdd"]>[0] & object) => void;
  onMenu: (menu: MenuAt) => void;
  /** Brings the keyboard into the open step. */
  onEnter: () => void;
}

/** What a pointer does to cards, ways and the empty canvas. */
function useHandlers(
  { onEdge, onEnter, onEntry, onMenu }: Omit<CanvasProps, "shown" | "selectedEdge">,
  edges: readonly WayEdge[],
) {
  const { acts, askToAdd, editable, open, select } = useBuilder();
  const { screenToFlowPosition } = useReactFlow();
  const onDrop = useDropped(edges, onEntry);
  const menus = useMenus(onMenu);
  const onEdgesChange = (changes: EdgeChange<WayEdge>[]) => {
    for (const change of changes) {
      if (change.type === "select") onEdge(change.selected ? change.id : null);
    }
  };
  const onReconnect: OnReconnect<WayEdge> = ({ data }, line: Line) => {
    if (data !== undefined) acts.reconnect(data.edge, edgeFrom(line));
  };
  const onDoubleClick = (event: PointerEvent) => {
    const target = event.target as HTMLElement;
    if (!editable || !target.classList.contains("react-flow__pane")) return;
    askToAdd({ kind: "at", point: screenToFlowPosition({ x: event.clientX, y: event.clientY }) });
  };
  return {
    ...menus,
    onEdgesChange,
    onReconnect,
    onDoubleClick,
    onDrop,
    onDragOver: (event: DragEvent) => event.dataTransfer.types.includes(entryType) && event.preventDefault(),
    onConnect: (line: Line) => acts.connect(edgeFrom(line)),
    onNodeClick: (event: PointerEvent, { id }: { id: string }) => {
      if (event.shiftKey || event.ctrlKey || event.metaKey) return;
      // The canvas leaves the others selected, and what is done next, as to remove it, would be done to all of them.
      select([id]);
      open(id);
    },
    onNodeDoubleClick: onEnter,
    onPaneClick: () => open(null),
  };
}

/** What a card and a way can be told to do by keys, as it is read to whoever does not see them. */
function useKeysTold(editable: boolean) {
  const combination = useKeys().get("builder.remove")?.[0];
  return useMemo(() => {
    const remove = combination === undefined ? undefined : wordShown(combination);
    return {
      "node.a11yDescription.keyboardDisabled": editable ? texts.stepKeys(remove) : texts.stepKeysLooking,
      "edge.a11yDescription.default": editable ? texts.wayKeys(remove) : texts.wayKeysLooking,
    };
  }, [combination, editable]);
}

/** The cycle drawn: cards, and the ways between them. */
export function Canvas({ shown, selectedEdge, ...given }: CanvasProps) {
  const { askToAdd, covered, editable, opened } = useBuilder();
  const [linked] = useState(opened !== null);
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const nodes = useCanvasNodes(useWantedNodes(shown));
  const edges = useWantedEdges(shown, selectedEdge);
  const { legal, mayConnect, ...connecting } = useConnecting();
  const handlers = useHandlers(given, edges);
  useInSight();
  useArrows();
  const told = useKeysTold(editable);
  const fitted = useMemo(() => ({ ...fitting(covered), ...(linked ? { minZoom: legible } : {}) }), [covered, linked]);
  const [ways] = useState(() => ({ askToAdd }));
  const wayActs = useMemo(() => ({ ...ways, editable }), [ways, editable]);
  return (
    <LegalTargets value={legal}>
      <WayActs value={wayActs}>
        <ReactFlow
          className={classes.canvas}
          colorMode={scheme}
          {...behaviour}
          fitViewOptions={fitted}
          {...nodes}
          edges={edges}
          {...handlers}
          {...connecting}
          isValidConnection={mayConnect}
          nodesDraggable={editable}
          nodesConnectable={editable}
          edgesReconnectable={editable}
          aria-label={texts.canvas}
          ariaLabelConfig={told}
        >
          <FrameLayer {...nodes} onMenu={given.onMenu} changes={shown?.groups} />
          <Background variant={BackgroundVariant.Dots} gap={gridSize} />
          {nodes.nodes.length < mapFrom ? null : (
            <MiniMap pannable zoomable ariaLabel={texts.map} className={classes.map ?? ""} style={mapSize} />
          )}
          <CanvasControls counts={shown === null} />
          <ConnectionHint />
        </ReactFlow>
      </WayActs>
    </LegalTargets>
  );
}
