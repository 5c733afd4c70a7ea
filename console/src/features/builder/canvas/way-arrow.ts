import { type EdgeMarker, MarkerType } from "@xyflow/react";

interface WayLook {
  port: string | undefined;
  lit: boolean | null;
  change: "joined" | "parted" | null;
  selected: boolean;
}

/** In the order of the rules of way.module.css. */
function colorOf({ port, lit, change, selected }: WayLook): string {
  if (change === "joined") return "var(--vd-tone-blue)";
  if (change === "parted") return "var(--vd-tone-red)";
  if (selected || lit === true) return "var(--vd-brand)";
  return port === "error" ? "var(--vd-tone-red)" : "var(--vd-edge)";
}

/** The end of a way: in the way's own colour, and as large on a thick one as on a thin one. */
export const arrowOf = (look: WayLook): EdgeMarker => ({
  type: MarkerType.ArrowClosed,
  color: colorOf(look),
  markerUnits: "userSpaceOnUse",
});
