import { queryOptions } from "@tanstack/react-query";
import { connector, listOf } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

export const connectorsQuery = queryOptions({
  queryKey: ["connectors"],
  queryFn: ({ signal }) => request(listOf(connector), "/v1/connectors", { signal }),
  select: (list) => list.items,
});
