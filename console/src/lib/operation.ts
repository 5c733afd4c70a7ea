import { queryOptions } from "@tanstack/react-query";
import { operation } from "@velodrome/contract";
import { inAccount, request } from "./request.ts";

const pollMs = 1000;

/** How far a request for many runs or events is, asked for until it is over. */
export const operationQuery = (account: string, id: string) =>
  queryOptions({
    queryKey: ["operation", account, id] as const,
    queryFn: ({ signal }) => request(operation, inAccount(account, "operations", id), { signal }),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === "running" ? pollMs : false),
  });

export const stopOperation = (account: string, id: string) =>
  request(operation, inAccount(account, "operations", id, "stop"), { method: "POST", body: {} });
