import { type AccountCreate, account } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

export const createAccount = (body: AccountCreate) => request(account, "/v1/accounts", { method: "POST", body });
