import { type CycleDocumentInput, cycleWithDocument } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const createCycle = (account: string, body: { name: string; document: CycleDocumentInput }) =>
  request(cycleWithDocument, inAccount(account, "cycles"), { method: "POST", body });
