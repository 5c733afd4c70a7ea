import { type ErasureCreate, erasure } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Has everything of one person at one Page erased. */
export const createErasure = (account: string, body: ErasureCreate) =>
  request(erasure, inAccount(account, "erasures"), { method: "POST", body });
