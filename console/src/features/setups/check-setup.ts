import { queryOptions } from "@tanstack/react-query";
import { setupCheck } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

/** Client ID and Secret tried at the application, when asked for; the last answer stays for the page to show. */
export const setupCheckQuery = (connector: string, id: string) =>
  queryOptions({
    queryKey: ["setup-check", connector, id],
    queryFn: () => request(setupCheck, setupAddress(connector, id, "check"), { method: "POST" }),
    enabled: false,
    retry: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
