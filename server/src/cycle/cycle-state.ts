import type { CycleStatus } from "@velodrome/contract";

interface Move {
  from: readonly CycleStatus[];
  to: CycleStatus;
}

export type CycleMove = "start" | "stop";

/**
 * Starting what runs takes a changed draft over; stopping what is stopped decides anew what becomes of runs in flight.
 * Only a draft, which never ran, cannot be stopped.
 */
export const moves: Readonly<Record<CycleMove, Move>> = {
  start: { from: ["draft", "running", "stopped"], to: "running" },
  stop: { from: ["running", "stopped"], to: "stopped" },
};
