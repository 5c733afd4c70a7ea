import type { CycleStatus } from "@velodrome/contract";

export const cycleMoves = ["start", "stop"] as const;
export type CycleMove = (typeof cycleMoves)[number];

interface Move {
  from: readonly CycleStatus[];
  to: CycleStatus;
}

/**
 * Starting what runs takes a changed draft over; stopping what is stopped decides anew what becomes of runs in flight.
 * Only a draft, which never ran, cannot be stopped.
 */
export const moves: Readonly<Record<CycleMove, Move>> = {
  start: { from: ["draft", "running", "stopped"], to: "running" },
  stop: { from: ["running", "stopped"], to: "stopped" },
};

/** The status after a move, null when there is no such move from here. */
export const nextStatus = (status: CycleStatus, move: CycleMove): CycleStatus | null =>
  moves[move].from.includes(status) ? moves[move].to : null;
