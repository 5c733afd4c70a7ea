import type { Query, QueryClient, QueryFilters } from "@tanstack/react-query";

const isFirst = ({ state }: Query): boolean => state.fetchStatus === "fetching" && state.data === undefined;

/**
 * Asks again for what is said to have changed. A first answer that is under way is not asked for anew by that, may be older
 * than the change, and would count as new: it is asked for once more when it is there.
 */
export async function askAgain(client: QueryClient, which: QueryFilters): Promise<void> {
  const firsts = client.getQueryCache().findAll(which).filter(isFirst);
  await client.invalidateQueries(which);
  if (firsts.length > 0) await client.invalidateQueries({ predicate: (query) => firsts.includes(query) });
}
