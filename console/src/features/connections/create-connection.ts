import { type ConnectionCreate, connection } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

export const createConnection = (account: string, body: ConnectionCreate) =>
  request(connection, inAccount(account, "connections"), { method: "POST", body });
