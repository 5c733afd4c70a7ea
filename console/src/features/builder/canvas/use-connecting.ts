import { type FinalConnectionState, type OnConnectStartParams, useReactFlow } from "@xyflow/react";
import { useState } from "react";
import { useBuilder } from "../builder-context.ts";
import { edgeFlaw } from "../document/edge-flaw.ts";
import { edgeOf } from "../document/graph-edit.ts";
import { edgeFrom, portOfHandle } from "./flow-shape.ts";

const pointerOf = (event: MouseEvent | TouchEvent): { x: number; y: number } => {
  const at = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
};

/** The step whose card lies under a point of the screen. */
const cardAt = ({ x, y }: { x: number; y: number }): string | null =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>(".react-flow__node")?.dataset.id ?? null;

/** Drawing a way from a port: to a step that it may lead to, or onto the canvas to add one there. */
export function useConnecting() {
  const { acts, editor, askToAdd } = useBuilder();
  const { screenToFlowPosition } = useReactFlow();
  const [legal, setLegal] = useState<ReadonlySet<string> | null>(null);
  const { document } = editor.draft;
  const onConnectStart = (_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
    if (nodeId === null || handleType !== "source") return;
    const port = portOfHandle(handleId);
    const targets = document.steps.filter(({ id }) => edgeFlaw(document, edgeOf(nodeId, port, id)) === null);
    setLegal(new Set(targets.map(({ id }) => id)));
  };
  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    setLegal(null);
    if (state.isValid === true || state.fromHandle === null || state.fromHandle.type !== "source") return;
    const from = state.fromHandle.nodeId;
    const port = portOfHandle(state.fromHandle.id);
    const at = pointerOf(event);
    const over = cardAt(at);
    if (over !== null) {
      if (edgeFlaw(document, edgeOf(from, port, over)) === null) acts.connect(edgeOf(from, port, over));
      return;
    }
    askToAdd({ kind: "after", from, port, point: screenToFlowPosition(at) });
  };
  const mayConnect = (line: Parameters<typeof edgeFrom>[0]) => edgeFlaw(document, edgeFrom(line)) === null;
  return { legal, onConnectStart, onConnectEnd, mayConnect };
}
