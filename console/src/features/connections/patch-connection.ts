import { type ConnectionPatch, connection } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const patchConnection = (account: string, id: string, body: ConnectionPatch) =>
  request(connection, inAccount(account, "connections", id), { method: "PATCH", body });
