import { type RunRetry, run as runShape } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

const fromStart: RunRetry = { from: "start", version: "same" };

/** Starts a finished run again from its start, on the version it ran on. Answers the new run. */
export const retryRun = (account: string, run: string) =>
  request(runShape, inAccount(account, "runs", run, "retry"), { method: "POST", body: fromStart });
