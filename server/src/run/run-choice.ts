import { finishedStatuses, type RunSelection, type RunStatus, runStatuses } from "@velodrome/contract";
import { fromWire, idsIn } from "../base/id.ts";
import type { OperationRow } from "./operation-store.ts";
import type { RunChoice } from "./run-store.ts";

const unfinished = runStatuses.filter((status) => !finishedStatuses.some((each) => each === status));

/** The runs that a request for many means: those from before it. */
export function choiceOf({ kind, how, id, filter }: Pick<OperationRow, "kind" | "how" | "id" | "filter">): RunChoice {
  const { status, cycle, ids, ...rest } = filter as RunSelection;
  const usual: readonly RunStatus[] = kind === "retry" ? ["failed"] : unfinished;
  return {
    filter: { ...rest, ...idsIn("run", ids), cycleId: cycle === undefined ? null : fromWire("cycle", cycle) },
    statuses: status === undefined ? usual : [status],
    unretried: kind === "retry" && how?.again !== true,
    below: id,
  };
}
