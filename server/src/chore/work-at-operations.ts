import { type ReplayDeps, replayChunk } from "../ingest/replay-many.ts";
import { type OperationWorkDeps, workAtOperations } from "../run/operation-work.ts";

export type WorkAtOperationsDeps = Omit<OperationWorkDeps, "replayChunk"> & ReplayDeps;

/** Works at requests for many runs or events until all are done. */
export const workAtRequests = (deps: WorkAtOperationsDeps, stop: AbortSignal): Promise<void> =>
  workAtOperations({ ...deps, replayChunk: (scope, operation) => replayChunk(deps, scope, operation) }, stop);
