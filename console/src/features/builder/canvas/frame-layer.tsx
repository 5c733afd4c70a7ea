import { VisuallyHidden } from "@mantine/core";
import { type NodeChange, useReactFlow, useStore, ViewportPortal } from "@xyflow/react";
import { type MouseEvent, useId, useMemo, useRef } from "react";
import { wordShown } from "../../../lib/keys/shown.ts";
import { useKeys } from "../../../lib/keys/use-keys.ts";
import { useBuilder } from "../builder-context.ts";
import { texts } from "../texts.ts";
import { useGroupKeys } from "../use-group-keys.ts";
import type { CardNode } from "./flow-shape.ts";
import { Frame, type FrameActs } from "./frame.tsx";
import { framesOf, nameScale } from "./frames.ts";
import type { MenuAt } from "./menu-at.ts";
import { useFrameDrag } from "./use-frame-drag.ts";

interface FrameLayerProps {
  nodes: readonly CardNode[];
  onNodesChange: (changes: NodeChange<CardNode>[]) => void;
  onMenu: (menu: MenuAt) => void;
  /** Where two documents are compared: what became of groups, by their names. */
  changes: ReadonlyMap<string, string> | undefined;
}

function useFrameActs(props: FrameLayerProps): FrameActs {
  const builder = useBuilder();
  const flow = useReactFlow();
  const drag = useFrameDrag();
  const onKey = useGroupKeys();
  const latest = useRef({ ...props, ...builder, drag, onKey });
  latest.current = { ...props, ...builder, drag, onKey };
  return useMemo(() => {
    const membersOf = (name: string) => latest.current.nodes.filter(({ data }) => data.step.group === name);
    const selectAll = (name: string, { also }: { also: boolean }) => {
      const { open, select, selection } = latest.current;
      const ids = membersOf(name).map(({ id }) => id);
      const isThere = ids.every((id) => selection.has(id));
      if (!also) {
        select(ids);
        open(null);
      } else select(isThere ? [...selection].filter((id) => !ids.includes(id)) : [...selection, ...ids]);
    };
    return {
      onClick: (name, event) => selectAll(name, { also: event.shiftKey || event.ctrlKey || event.metaKey }),
      onPointerDown(name, event) {
        const { drag: begin, editable, onNodesChange } = latest.current;
        if (event.button !== 0 || !editable || event.shiftKey || event.ctrlKey || event.metaKey) return;
        const nodes = membersOf(name);
        begin(event, { nodes, onNodesChange }, () => selectAll(name, { also: false }));
      },
      onMenu(name: string, event: MouseEvent) {
        event.preventDefault();
        event.stopPropagation();
        const { onMenu, selection } = latest.current;
        if (!membersOf(name).every(({ id }) => selection.has(id))) selectAll(name, { also: false });
        const at = { x: event.clientX, y: event.clientY };
        onMenu({ ...at, point: flow.screenToFlowPosition(at), on: { kind: "group", name } });
      },
      onName(name) {
        if (latest.current.editable) latest.current.nameGroup(name);
      },
      onKey: (name, event) => latest.current.onKey(name, event),
    };
  }, [flow]);
}

/** The groups of a cycle, behind the ways and cards. */
export function FrameLayer(props: FrameLayerProps) {
  const { editable, groupNamed } = useBuilder();
  const scale = useStore(({ transform: [, , zoom] }) => nameScale(zoom));
  const acts = useFrameActs(props);
  const told = useId();
  const rename = useKeys().get("builder.rename")?.[0];
  return (
    <ViewportPortal>
      <VisuallyHidden id={told}>
        {editable ? texts.groupKeys(rename === undefined ? undefined : wordShown(rename)) : texts.groupKeysLooking}
      </VisuallyHidden>
      {framesOf(props.nodes).map(({ members, ...frame }) => (
        <Frame
          key={frame.name}
          {...frame}
          {...{ acts, editable, scale, told }}
          count={members.length}
          change={props.changes?.get(frame.name) ?? null}
          named={editable && groupNamed === frame.name}
        />
      ))}
    </ViewportPortal>
  );
}
