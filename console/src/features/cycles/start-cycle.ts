import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";

/** Publishes the draft if it differs, and runs it. */
export const startCycle = (account: string, cycle: string) =>
  request(z.unknown(), inAccount(account, "cycles", cycle, "start"), { method: "POST", body: {} });
