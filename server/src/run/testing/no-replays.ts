import type { OperationWorkDeps } from "../operation-work.ts";

/** For tests in which no event is replayed. */
export const noReplays: Pick<OperationWorkDeps, "replayChunk"> = {
  replayChunk: () => Promise.reject(new Error("This test replays nothing.")),
};
