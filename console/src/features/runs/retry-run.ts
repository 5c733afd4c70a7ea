import { type RunRetry, run as runShape } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Starts a finished run again. Answers the new run. */
export const retryRun = (account: string, run: string, how: RunRetry) =>
  request(runShape, inAccount(account, "runs", run, "retry"), { method: "POST", body: how });
