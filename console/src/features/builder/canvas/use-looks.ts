import { type Edge, isDisabled, type Step } from "@velodrome/contract";
import { useMemo, useRef } from "react";
import { phraseText } from "../../../lib/phrase.ts";
import { useBuilder } from "../builder-context.ts";
import type { StepFate } from "../builder-host.ts";
import { disabledLook } from "../disabled-look.ts";
import { positionsOf } from "../document/positions.ts";
import { portTitle, titleIn, titleOf } from "../step-title.ts";
import { stepIcon } from "../../../ui/step-icon.ts";
import { countsOfWays } from "./counts-of-ways.ts";
import { type CardLook, type CardNode, cardNode, edgeId, type WayData, type WayEdge, wayEdges } from "./flow-shape.ts";

export interface RunShown {
  fates: ReadonlyMap<string, StepFate>;
  /** Where two documents are compared: what became of ways, by their ids. */
  ways?: ReadonlyMap<string, "joined" | "parted">;
  /** The same of groups, in words, by their names now. */
  groups?: ReadonlyMap<string, string>;
  /** Where it is a run that is shown: the version it ran by, and whether no real person was reached. */
  run?: { version: number; sandbox: boolean };
}

function useCardLook(shown: RunShown | null): (step: Step) => CardLook {
  const { connectors, connections, editor, prerequisites, describe } = useBuilder();
  const { pins } = editor.draft.document;
  return useMemo(() => {
    const pinned = new Set(Object.keys(pins ?? {}));
    const missing = Map.groupBy(prerequisites, ({ step }) => step);
    const several = new Set(
      connections.map(({ connector }) => connector).filter((name, at, all) => all.indexOf(name) !== at),
    );
    const chipOf = (step: Step) => {
      if (step.type !== "trigger" && step.type !== "action") return null;
      if (!several.has(step.connector)) return null;
      return connections.find(({ id }) => id === step.connection)?.name ?? null;
    };
    return (step) => {
      const fate = shown?.fates.get(step.id) ?? null;
      const method = step.type === "trigger" || step.type === "action";
      const chip = chipOf(step);
      return {
        icon: stepIcon(step.type),
        logo: method ? (connectors.get(step.connector)?.logo ?? null) : null,
        title: titleOf(step),
        // Where the connection has a line of its own the sentence leaves it out.
        words: phraseText(describe(chip === null || !method ? step : { ...step, connection: undefined })),
        chip,
        missing: shown === null ? (missing.get(step.id)?.length ?? 0) : 0,
        state: fate?.look ?? (isDisabled(step) ? disabledLook : null),
        duration: fate?.duration ?? null,
        pinned: shown === null && pinned.has(step.id),
        disabled: isDisabled(step),
        faded: shown !== null && fate === null,
      };
    };
  }, [connectors, connections, prerequisites, describe, pins, shown]);
}

/** Cards as they should stand, one for each step. */
export function useWantedNodes(shown: RunShown | null): CardNode[] {
  const { editor, selection } = useBuilder();
  const { document } = editor.draft;
  const lookOf = useCardLook(shown);
  return useMemo(() => {
    const positions = positionsOf(document);
    return document.steps.map((step) =>
      cardNode(step, lookOf(step), positions.get(step.id) ?? { x: 0, y: 0 }, selection.has(step.id)),
    );
  }, [document, lookOf, selection]);
}

/** Ways as they should be drawn, one for each edge. */
export function useWantedEdges(shown: RunShown | null, selected: string | null): WayEdge[] {
  const { editor, ways } = useBuilder();
  const { document } = editor.draft;
  const counts = useMemo(() => countsOfWays(ways?.ways ?? [], document), [ways, document]);
  const old = useRef<WayEdge[]>([]);
  return useMemo(() => {
    const byId = new Map(document.steps.map((step) => [step.id, step]));
    const lit = (edge: Edge): boolean | null => {
      if (shown === null || shown.ways !== undefined) return null;
      const from = shown.fates.get(edge.from);
      if (from === undefined || !shown.fates.has(edge.to)) return false;
      // What is done for each item is reached by this way only, and its run goes on by another.
      return edge.port === "item" || from.ports.has(edge.port ?? null);
    };
    const dataOf = (edge: Edge): WayData => {
      const from = byId.get(edge.from);
      return {
        edge,
        label: from === undefined || edge.port === undefined ? null : portTitle(from, edge.port),
        from: titleIn(document.steps, edge.from),
        to: titleIn(document.steps, edge.to),
        lit: lit(edge),
        count: shown !== null || from === undefined ? null : counts(from, edge.port),
        change: shown?.ways?.get(edgeId(edge)) ?? null,
      };
    };
    old.current = wayEdges(document, old.current, dataOf, selected);
    return old.current;
  }, [document, shown, selected, counts]);
}
