import { type AccountPatch, account } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const patchAccount = (key: string, body: AccountPatch) =>
  request(account, inAccount(key), { method: "PATCH", body });
