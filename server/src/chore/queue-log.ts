import { Logger, type LogLevel } from "graphile-worker";
import type { Log } from "../base/log.ts";

/** One step quieter than graphile-worker means it: it tells of every job, and ours tell themselves what they did. */
const levels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const satisfies Record<
  LogLevel,
  string
>;

/** graphile-worker's messages as lines of our log. Of what comes with them only the error: the rest is whole objects. */
export const createQueueLog = (log: Log): Logger =>
  new Logger(({ taskIdentifier, jobId }) => (level, message, meta) => {
    log[levels[level]]({ chore: taskIdentifier, job: jobId, err: meta?.["error"] }, message);
  });
