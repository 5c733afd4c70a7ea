import { queryOptions } from "@tanstack/react-query";
import { connectorWithMethods } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

export const connectorQuery = (name: string) =>
  queryOptions({
    queryKey: ["connector", name],
    queryFn: ({ signal }) => request(connectorWithMethods, `/v1/connectors/${encodeURIComponent(name)}`, { signal }),
  });
