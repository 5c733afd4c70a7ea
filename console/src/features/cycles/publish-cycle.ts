import { cycleWithDocument } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Makes the draft a version; a running cycle takes it for what comes from now on. */
export const publishCycle = (account: string, cycle: string, note: string) =>
  request(cycleWithDocument, inAccount(account, "cycles", cycle, "publish"), {
    method: "POST",
    body: note === "" ? {} : { note },
  });
