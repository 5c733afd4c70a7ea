import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";

/** Subscribes the connection's Page anew. */
export const resubscribeConnection = (account: string, id: string) =>
  request(z.unknown(), inAccount(account, "connections", id, "resubscribe"), { method: "POST", body: {} });
