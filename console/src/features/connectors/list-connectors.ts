import { queryOptions } from "@tanstack/react-query";
import { type ConnectorWithMethods, connector, connectorWithMethods, listOf } from "@velodrome/contract";
import { request } from "../../lib/request.ts";

/** The whole library; so few that one page of the largest size is all of them. */
export const connectorsQuery = queryOptions({
  queryKey: ["connectors"],
  queryFn: ({ signal }) => request(listOf(connector), "/v1/connectors", { query: { limit: 200 }, signal }),
  select: (list) => list.items,
});

/** The whole library with its methods, by name: what a cycle is put together from. */
export const connectorsWithMethodsQuery = queryOptions({
  queryKey: ["connectors", "methods"],
  queryFn: ({ signal }) =>
    request(listOf(connectorWithMethods), "/v1/connectors", { query: { limit: 200, include: "methods" }, signal }),
  select: ({ items }): ReadonlyMap<string, ConnectorWithMethods> => new Map(items.map((each) => [each.name, each])),
  staleTime: 300_000,
});
