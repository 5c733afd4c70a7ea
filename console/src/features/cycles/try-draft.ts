import { type DraftTestInput, draftTestResult } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Tries steps of a draft at the real applications, without a run. */
export const tryDraft = (account: string, cycle: string, body: DraftTestInput) =>
  request(draftTestResult, inAccount(account, "cycles", cycle, "draft", "test"), { method: "POST", body });
