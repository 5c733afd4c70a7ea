import type { InfiniteData, Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { type Listed, type LiveRules, mergeLive, type Page } from "./merge-live.ts";

type Pages<Item extends Listed> = InfiniteData<Page<Item>, string | null>;

/** Done at once, and once more over an answer that is under way: that may be older than the news, and takes its place. */
function nowAndOverAnswer(query: Query, lay: () => void): void {
  lay();
  // One that fails shows nothing that news could be laid over.
  if (query.state.fetchStatus === "fetching") query.promise?.then(lay, () => undefined);
}

/** Lays news over every list whose key begins so; its third part are the list's filters. */
export function layOver<Item extends Listed, Filters>(
  client: QueryClient,
  queryKey: QueryKey,
  news: readonly Item[],
  rulesFor: (filters: Filters) => LiveRules<Item>,
): void {
  for (const query of client.getQueryCache().findAll({ queryKey })) {
    const rules = rulesFor((query.queryKey[2] ?? {}) as Filters);
    nowAndOverAnswer(query, () => {
      client.setQueryData<Pages<Item>>(query.queryKey, (data) =>
        data ? { ...data, pages: mergeLive(data.pages, news, rules) } : undefined,
      );
    });
  }
}
