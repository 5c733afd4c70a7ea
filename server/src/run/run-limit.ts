import { runErrorOf } from "../step/failure.ts";

/** How long a run may compute between two calls, pauses for others included. */
export const computingAtMostMs = 10_000;

export const computedTooLong = runErrorOf(
  "terminal",
  "run_too_long",
  "The steps of this run computed for more than 10 s between two calls. Make their expressions smaller, or have fewer of them.",
);

export const listGone = runErrorOf(
  "terminal",
  "list_gone",
  "The list that a For each of this run goes through is past its retention, so the run cannot go on. Retry it from the start.",
);
