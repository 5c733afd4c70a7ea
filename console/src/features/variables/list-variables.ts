import { queryOptions } from "@tanstack/react-query";
import { type AccountVariable, accountVariable, type AccountVariablePut, listOf } from "@velodrome/contract";
import { z } from "zod";
import { inAccount, request } from "../../lib/request.ts";

/** An account's variables; it has no more than one page of the largest size. */
export const variablesQuery = (account: string) =>
  queryOptions({
    queryKey: ["variables", account],
    queryFn: ({ signal }) =>
      request(listOf(accountVariable), inAccount(account, "variables"), { query: { limit: 200 }, signal }),
    select: (list): readonly AccountVariable[] => list.items,
    staleTime: 60_000,
  });

export const putVariable = (account: string, name: string, body: AccountVariablePut) =>
  request(accountVariable, inAccount(account, "variables", name), { method: "PUT", body });

export const deleteVariable = (account: string, name: string) =>
  request(z.null(), inAccount(account, "variables", name), { method: "DELETE" });
