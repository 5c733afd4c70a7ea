import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { account, listOf } from "@velodrome/contract";
import { useMemo } from "react";
import { request } from "../../lib/request.ts";
import { accountKey } from "./account-key.ts";

/** The server takes no more at once. */
const atOnce = 200;

export interface AccountNames {
  name: (id: string) => string | null;
  /** How the account stands in addresses. */
  key: (id: string) => string;
}

/** What the accounts are called that rows speak of, all asked for at once. */
export function useAccountNames(rows: readonly { account: string | null }[]): AccountNames {
  const ids = [...new Set(rows.flatMap((row) => row.account ?? []))].sort().slice(0, atOnce);
  const { data } = useQuery({
    queryKey: ["account-names", ids],
    queryFn: ({ signal }) =>
      request(listOf(account), "/v1/accounts", { query: { ids: ids.join(","), limit: atOnce }, signal }),
    select: ({ items }) => items,
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return useMemo(() => {
    const byId = new Map((data ?? []).map((one) => [one.id, one]));
    return {
      name: (id) => byId.get(id)?.name ?? null,
      key: (id) => {
        const found = byId.get(id);
        return found === undefined ? id : accountKey(found);
      },
    };
  }, [data]);
}
