import { queryOptions } from "@tanstack/react-query";
import { setupHealth } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

/** The checklist and what was turned away; asked for again when the live stream tells of the Setup. */
export const setupHealthQuery = (connector: string, id: string) =>
  queryOptions({
    queryKey: ["setup-health", connector, id],
    queryFn: ({ signal }) => request(setupHealth, setupAddress(connector, id, "health"), { signal }),
    staleTime: 0,
  });
