import type { Edge as FlowEdge, Node as FlowNode } from "@xyflow/react";
import type { CycleDocument, Edge, Step } from "@velodrome/contract";
import type { Icon } from "@tabler/icons-react";
import { edgeOf, type Point } from "../document/graph-edit.ts";
import { waysOut } from "../document/port.ts";
import { cardSize } from "../document/positions.ts";
import type { StateLook } from "../../../ui/state-mark.tsx";
import { texts } from "../texts.ts";
import type { WayCount } from "./counts-of-ways.ts";
import { arrowOf } from "./way-arrow.ts";

/** What a card shows. */
export interface CardLook {
  icon: Icon;
  logo: string | null;
  title: string;
  /** What it does, as one sentence. */
  words: string;
  /** Its connection, where the account has several that fit. */
  chip: string | null;
  missing: number;
  state: StateLook | null;
  duration: string | null;
  /** Whether tests take data that is pinned in its place. */
  pinned: boolean;
  /** Whether it is switched off. */
  disabled: boolean;
  /** Whether it is not on the way of the run that is shown. */
  faded: boolean;
}

export interface CardData extends Record<string, unknown> {
  step: Step;
  look: CardLook;
}

export type CardNode = FlowNode<CardData, "card">;

export interface WayData extends Record<string, unknown> {
  edge: Edge;
  label: string | null;
  from: string;
  to: string;
  /** In a run that is shown: whether it went this way. */
  lit: boolean | null;
  count: WayCount | null;
  /** Where two documents are compared. */
  change: "joined" | "parted" | null;
}

export type WayEdge = FlowEdge<WayData, "way">;

const nextHandle = "next";

export const handleOf = (port: string | undefined): string => (port === undefined ? nextHandle : `port ${port}`);
export const portOfHandle = (handle: string | null | undefined): string | undefined =>
  handle === null || handle === undefined || handle === nextHandle ? undefined : handle.slice("port ".length);

export const edgeId = ({ from, port, to }: Edge): string => `${from} ${handleOf(port)} ${to}`;

/** The edge that a line drawn on the canvas means. */
export const edgeFrom = (line: {
  source: string | null;
  target: string | null;
  sourceHandle?: string | null | undefined;
}): Edge => edgeOf(line.source ?? "", portOfHandle(line.sourceHandle), line.target ?? "");

const portPitch = 24;

/** A card grows only where a step has more ways out than its height has room for. */
export function cardHeight(step: Step): number {
  const named = waysOut(step).filter(({ kind }) => kind !== "error").length;
  return Math.max(cardSize.height, (named + 1) * portPitch);
}

const sameLook = (a: CardLook, b: CardLook): boolean =>
  (Object.keys(a) as (keyof CardLook)[]).every(
    (key) => a[key] === b[key] || (key === "state" && a.state?.word === b.state?.word),
  );

/** Nodes that did not change stay the same objects, so that they are not drawn again. */
export function mergeNodes(old: readonly CardNode[], wanted: readonly CardNode[]): CardNode[] {
  const known = new Map(old.map((node) => [node.id, node]));
  return wanted.map((node) => {
    const was = known.get(node.id);
    if (was === undefined) return node;
    const sameData = was.data.step === node.data.step && sameLook(was.data.look, node.data.look);
    const samePlace =
      was.dragging === true || (was.position.x === node.position.x && was.position.y === node.position.y);
    if (sameData && samePlace && was.selected === node.selected && was.height === node.height) return was;
    return {
      ...was,
      ...node,
      position: was.dragging === true ? was.position : node.position,
      data: sameData ? was.data : node.data,
    };
  });
}

export function cardNode(step: Step, look: CardLook, position: Point, selected: boolean): CardNode {
  return {
    id: step.id,
    type: "card",
    position,
    width: cardSize.width,
    height: cardHeight(step),
    selected,
    data: { step, look },
    ariaLabel: `${look.title}${look.disabled ? ` (${texts.disabled})` : ""}: ${look.words}`,
  };
}

export const wayEdges = (
  document: CycleDocument,
  old: readonly WayEdge[],
  dataOf: (edge: Edge) => WayData,
  selected: string | null,
): WayEdge[] => {
  const known = new Map(old.map((edge) => [edge.id, edge]));
  return document.edges.map((edge) => {
    const id = edgeId(edge);
    const data = dataOf(edge);
    const was = known.get(id);
    if (was?.data !== undefined && was.selected === (id === selected) && sameData(was.data, data)) return was;
    return {
      id,
      type: "way",
      source: edge.from,
      target: edge.to,
      sourceHandle: handleOf(edge.port),
      targetHandle: "in",
      selected: id === selected,
      markerEnd: arrowOf({ ...data, port: edge.port, selected: id === selected }),
      data,
      ariaLabel: data.label === null ? `${data.from} → ${data.to}` : `${data.from} → ${data.to} (${data.label})`,
    };
  });
};

const sameData = (a: WayData, b: WayData): boolean =>
  a.label === b.label &&
  a.from === b.from &&
  a.to === b.to &&
  a.lit === b.lit &&
  a.count?.words === b.count?.words &&
  a.change === b.change;
