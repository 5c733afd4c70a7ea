import { finishedStatuses, type Run, type RunStatus } from "@velodrome/contract";
import { fits } from "../../lib/list-filter.ts";
import type { LiveRules } from "../../lib/merge-live.ts";
import type { RunFilters } from "./list-runs.ts";

const finished: readonly RunStatus[] = finishedStatuses;

export const isFinished = ({ status }: Pick<Run, "status">): boolean => finished.includes(status);

/** A finished run never changes, so an unfinished state that arrives after it is old news. */
const newer = (known: Run, arrived: Run): Run => (isFinished(known) && !isFinished(arrived) ? known : arrived);

/** Which live runs belong into a list with these filters. A run does not say the mid of what started it. */
export const liveRunRules = ({ cycle, status, code, step, mid, ...filters }: RunFilters): LiveRules<Run> => ({
  accepts: (run) => {
    if ((cycle !== undefined && run.cycle !== cycle) || (status !== undefined && run.status !== status)) return false;
    if ((code !== undefined && run.error?.code !== code) || (step !== undefined && run.error?.step !== step))
      return false;
    const fitting = fits(run, run.createdAt, filters);
    return mid === undefined || fitting === false ? fitting : null;
  },
  newer,
});
