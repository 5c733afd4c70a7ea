import type { CleanUp } from "@velodrome/contract";
import { Counter, type Registry } from "prom-client";

/** What was deleted because it is past its retention. */
export type Forgotten = Pick<CleanUp, "runs" | "attempts" | "files" | "events" | "days">;

export const nothingForgotten: Forgotten = { runs: 0, attempts: 0, files: 0, events: 0, days: 0 };

/** Counts it in the figures of this process. */
export function countForgotten(metrics: Registry): (counts: Forgotten) => void {
  const forgotten = new Counter({
    name: "velodrome_forgotten_total",
    help: "What was deleted because it is past its retention: runs, attempts, files, events, days (dropped as a whole).",
    labelNames: ["what"],
    registers: [metrics],
  });
  return (counts) => {
    for (const [what, count] of Object.entries(counts)) forgotten.inc({ what }, count);
  };
}
