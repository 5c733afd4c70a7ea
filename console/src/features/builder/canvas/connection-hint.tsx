import { Panel, useConnection } from "@xyflow/react";
import { useBuilder } from "../builder-context.ts";
import { edgeFlaw } from "../document/edge-flaw.ts";
import { edgeOf } from "../document/graph-edit.ts";
import { texts } from "../texts.ts";
import classes from "./canvas.module.css";
import { portOfHandle } from "./flow-shape.ts";

/** While a way is drawn: what will happen, or why it may not lead there. */
export function ConnectionHint() {
  const { editor } = useBuilder();
  const line = useConnection(({ inProgress, fromHandle, toNode, pointer }) => ({
    from: inProgress && fromHandle?.type === "source" ? fromHandle : null,
    to: toNode?.id ?? null,
    pointer,
  }));
  if (line.from === null) return null;
  const { nodeId, id } = line.from;
  const to = line.to ?? overCard();
  const flaw = to === null ? null : edgeFlaw(editor.draft.document, edgeOf(nodeId, portOfHandle(id), to));
  return (
    <Panel position="bottom-center">
      <p className={classes.hint} role="status" data-flaw={flaw !== null || undefined}>
        {flaw === null ? texts.connectHint : texts.edgeFlaws[flaw]}
      </p>
    </Panel>
  );
}

/** Over a card but not over its port, the line has no end yet. */
const overCard = (): string | null =>
  document.querySelector<HTMLElement>(".react-flow__node:hover")?.dataset.id ?? null;
