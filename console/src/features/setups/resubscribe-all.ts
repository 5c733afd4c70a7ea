import { resubscription } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

/** Subscribes every Page of a Setup anew. */
export const resubscribeAll = (connector: string, id: string) =>
  request(resubscription, setupAddress(connector, id, "resubscribe"), { method: "POST", body: {} });
