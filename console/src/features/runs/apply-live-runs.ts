import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Run, RunWithSteps } from "@velodrome/contract";
import { mergeLive, type Page } from "../../lib/merge-live.ts";
import type { Scope } from "../../lib/request.ts";
import { runQuery } from "./get-run.ts";
import { type RunFilters, runsQuery } from "./list-runs.ts";
import { liveRunRules } from "./run-order.ts";

/** More news than this at once are not merged one by one: the list is asked for again instead. */
const flood = 100;

type Pages = InfiniteData<Page<Run>, string | null>;

/** Lays runs that just arrived over every list and page that shows them. */
export async function applyLiveRuns(client: QueryClient, scope: Scope, runs: readonly Run[]): Promise<void> {
  if (runs.length > flood) {
    await client.invalidateQueries({ queryKey: ["runs", scope] });
  } else {
    for (const [key] of client.getQueriesData<Pages>({ queryKey: ["runs", scope] })) {
      const filters = (key[2] ?? {}) as RunFilters;
      client.setQueryData<Pages>(runsQuery(scope, filters).queryKey, (data) =>
        data ? { ...data, pages: mergeLive(data.pages, runs, liveRunRules(filters)) } : undefined,
      );
    }
  }
  if (scope === null) return;
  const { newer } = liveRunRules({});
  for (const run of runs) {
    const key = runQuery(scope, run.id).queryKey;
    client.setQueryData<RunWithSteps>(key, (known) => (known ? { ...known, ...newer(known, run) } : undefined));
    await client.invalidateQueries({ queryKey: key });
  }
}
