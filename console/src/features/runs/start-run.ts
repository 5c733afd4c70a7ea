import { runWithSteps } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Starts one run of the running version, as if its trigger had given this. */
export const startRun = (account: string, cycle: string, input: Record<string, unknown>) =>
  request(runWithSteps, inAccount(account, "cycles", cycle, "run"), { method: "POST", body: { input } });
