import { startedCycle } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Publishes the draft if it differs, and runs it; answers what to know of it, too. */
export const startCycle = (account: string, cycle: string, body: { once?: true } = {}) =>
  request(startedCycle.pick({ warnings: true }), inAccount(account, "cycles", cycle, "start"), {
    method: "POST",
    body,
  });
