import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { useBuilder } from "../builder-context.ts";

/** Frames until the panel beside the canvas has its place. */
const settled = 2;

/** The open step is not left hidden behind the edge of the canvas; one that is in sight stays where it is. */
export function useInSight(): void {
  const { opened } = useBuilder();
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    if (opened === null) return;
    let left = settled;
    let frame = requestAnimationFrame(function look() {
      left -= 1;
      if (left > 0) {
        frame = requestAnimationFrame(look);
        return;
      }
      const node = flow.getInternalNode(opened);
      if (node === undefined) return;
      const { width, height, transform } = store.getState();
      const [panX, panY, zoom] = transform;
      const { x, y } = node.internals.positionAbsolute;
      const [left0, top] = [x * zoom + panX, y * zoom + panY];
      const [right, bottom] = [left0 + (node.width ?? 0) * zoom, top + (node.height ?? 0) * zoom];
      if (left0 >= 0 && top >= 0 && right <= width && bottom <= height) return;
      const middle = { x: x + (node.width ?? 0) / 2, y: y + (node.height ?? 0) / 2 };
      void flow.setCenter(middle.x, middle.y, { zoom, duration: 150 });
    });
    return () => cancelAnimationFrame(frame);
  }, [opened, flow, store]);
}
