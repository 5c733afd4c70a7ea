import { queryOptions } from "@tanstack/react-query";
import { setup } from "@velodrome/contract";
import { request } from "../../lib/request.ts";
import { setupAddress } from "./setup-address.ts";

export const setupQuery = (connector: string, id: string) =>
  queryOptions({
    queryKey: ["setup", connector, id],
    queryFn: ({ signal }) => request(setup, setupAddress(connector, id), { signal }),
  });
