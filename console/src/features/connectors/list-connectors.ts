import { queryOptions } from "@tanstack/react-query";
import { connector, listOf } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

/** The whole library; so few that one page of the largest size is all of them. */
export const connectorsQuery = queryOptions({
  queryKey: ["connectors"],
  queryFn: ({ signal }) => request(listOf(connector), "/v1/connectors", { query: { limit: 200 }, signal }),
  select: (list) => list.items,
});
