import { connection } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Forgets its Page and token; running cycles that use it are stopped. */
export const deauthenticateConnection = (account: string, id: string) =>
  request(connection, inAccount(account, "connections", id, "credentials"), { method: "DELETE" });
