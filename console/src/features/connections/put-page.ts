import { connection, type PagePut } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/** Says which Page this connection is, and which further ones get a connection of their own. */
export const putPage = (account: string, id: string, body: PagePut) =>
  request(connection, inAccount(account, "connections", id, "page"), { method: "PUT", body });
