import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useBuilder } from "../builder-context.ts";
import { isInSight } from "./cards-in-sight.ts";
import { fitting } from "./fitting.ts";

/** Frames until the panel beside the canvas has its place. */
const settled = 2;
const duration = 150;

/** The open step is not left hidden behind the edge of the canvas; one that is in sight stays where it is. */
function useOpenedInSight(): void {
  const { covered, opened } = useBuilder();
  const flow = useReactFlow();
  const store = useStoreApi();
  // A notice that comes or goes is no reason to look for the step again.
  const cover = useRef(covered);
  cover.current = covered;
  useEffect(() => {
    if (opened === null) return;
    let left = settled;
    let frame = requestAnimationFrame(function look() {
      left -= 1;
      if (left > 0) {
        frame = requestAnimationFrame(look);
        return;
      }
      const card = flow.getInternalNode(opened);
      if (card === undefined || isInSight(card, store.getState(), cover.current)) return;
      const zoom = flow.getZoom();
      void flow.fitView({ ...fitting(cover.current), nodes: [{ id: opened }], minZoom: zoom, maxZoom: zoom, duration });
    });
    return () => cancelAnimationFrame(frame);
  }, [opened, flow, store]);
}

/** A notice covers no card that was seen: where it would, what was seen moves below it. When it goes, nothing moves. */
function useNothingCovered(): void {
  const { covered } = useBuilder();
  const flow = useReactFlow();
  const store = useStoreApi();
  const before = useRef(0);
  useEffect(() => {
    const sight = store.getState();
    const seen = [...sight.nodeLookup.values()].filter((card) => isInSight(card, sight, before.current));
    before.current = covered;
    if (seen.every((card) => isInSight(card, sight, covered))) return;
    void flow.fitView({ ...fitting(covered), nodes: seen, maxZoom: flow.getZoom(), duration });
  }, [covered, flow, store]);
}

/** What a person looks at stays in their sight. */
export function useInSight(): void {
  useOpenedInSight();
  useNothingCovered();
}
