import { useQuery } from "@tanstack/react-query";
import type { Connection } from "@velodrome/contract";
import { useMemo } from "react";
import type { Names } from "../../lib/names.ts";
import { connectionsQuery } from "./list-connections.ts";

const pageNameOf = ({ page, name }: Connection): string => page?.name ?? name;

/** What the connections and Pages of an account are called. */
export function useNames(account: string): Names {
  const { data, isPending } = useQuery(connectionsQuery(account));
  return useMemo(() => {
    const byId = new Map((data ?? []).map((one) => [one.id, pageNameOf(one)]));
    const byPage = new Map((data ?? []).flatMap((one) => (one.page ? [[one.page.id, pageNameOf(one)]] : [])));
    return {
      pending: isPending,
      connection: (id) => byId.get(id) ?? null,
      page: (id) => byPage.get(id) ?? id,
    };
  }, [data, isPending]);
}
