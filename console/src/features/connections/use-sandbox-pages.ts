import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { connectionsQuery } from "./list-connections.ts";

const none: ReadonlySet<string> = new Set();

/** Ids of an account's Pages that are the sandbox's: what comes of them is marked. */
export function useSandboxPages(account: string): ReadonlySet<string> {
  const { data } = useQuery(connectionsQuery(account));
  return useMemo(
    () =>
      data === undefined ? none : new Set(data.flatMap(({ sandbox, page }) => (sandbox && page ? [page.id] : []))),
    [data],
  );
}
