import { finishedStatuses, type Run, type RunStatus } from "@velodrome/contract";
import type { LiveRules } from "../../lib/merge-live.ts";
import type { RunFilters } from "./list-runs.ts";

const finished: readonly RunStatus[] = finishedStatuses;

export const isFinished = ({ status }: Pick<Run, "status">): boolean => finished.includes(status);

/** A finished run never changes, so an unfinished state that arrives after it is old news. */
const newer = (known: Run, arrived: Run): Run => (isFinished(known) && !isFinished(arrived) ? known : arrived);

/** `q` matches ids and the beginning of the text; what cannot be told here waits for the next answer. */
const found = (run: Run, q: string): boolean =>
  run.person === q || (run.text ?? "").toLowerCase().startsWith(q.toLowerCase());

/** Which live runs belong into a list with these filters. */
export const liveRunRules = ({ cycle, status, q }: RunFilters): LiveRules<Run> => ({
  accepts: (run) =>
    (cycle === undefined || run.cycle === cycle) &&
    (status === undefined || run.status === status) &&
    (q === undefined || found(run, q)),
  newer,
});
