import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";

/** Running cycles that use it are stopped. */
export const deleteConnection = (account: string, id: string) =>
  request(z.unknown(), inAccount(account, "connections", id), { method: "DELETE" });
