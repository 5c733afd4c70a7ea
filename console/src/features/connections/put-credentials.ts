import { type CredentialsPut, connection } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Authenticates by what a person entered: a Page token, or the values of another kind of authentication. */
export const putCredentials = (account: string, id: string, body: CredentialsPut) =>
  request(connection, inAccount(account, "connections", id, "credentials"), { method: "PUT", body });
