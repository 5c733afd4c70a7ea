import { type AuthorizeRequest, authorization } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Opens a way through the connect page: single use, ten minutes. */
export const authorizeConnection = (account: string, id: string, body: AuthorizeRequest) =>
  request(authorization, inAccount(account, "connections", id, "authorize"), { method: "POST", body });
