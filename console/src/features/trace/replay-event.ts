import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";

/** Runs an event again in every cycle that listens to it now; answers how many runs that makes. */
export const replayEvent = (account: string, event: string) =>
  request(z.object({ runs: z.number() }), inAccount(account, "events", event, "replay"), { method: "POST" });
