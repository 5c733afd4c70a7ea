import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";

export const cancelRun = (account: string, run: string) =>
  request(z.unknown(), inAccount(account, "runs", run, "cancel"), { method: "POST", body: {} });
