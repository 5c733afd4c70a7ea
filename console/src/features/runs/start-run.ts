import { runWithSteps } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Starts one run of the draft, which is published for it, as if that trigger had brought this. */
export const startRun = (account: string, cycle: string, body: { trigger: string; input: Record<string, unknown> }) =>
  request(runWithSteps, inAccount(account, "cycles", cycle, "draft", "run"), { method: "POST", body });
