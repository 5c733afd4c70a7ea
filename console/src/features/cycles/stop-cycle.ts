import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";

/** Stops a cycle; runs in flight wait for its next start. */
export const stopCycle = (account: string, cycle: string, body: { finish?: true } = {}) =>
  request(z.unknown(), inAccount(account, "cycles", cycle, "stop"), { method: "POST", body });
