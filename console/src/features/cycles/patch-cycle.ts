import { type CyclePatch, cycleWithDocument } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Changes the draft; refused when somebody else changed it since `revision`. */
export const patchCycle = (account: string, cycle: string, body: CyclePatch) =>
  request(cycleWithDocument, inAccount(account, "cycles", cycle), { method: "PATCH", body });
