import type { QueryClient } from "@tanstack/react-query";
import type { Run, RunWithSteps } from "@velodrome/contract";
import { askAgain } from "../../lib/ask-again.ts";
import { layOver } from "../../lib/lay-over.ts";
import type { Scope } from "../../lib/request.ts";
import { runQuery } from "./get-run.ts";
import { liveRunRules } from "./run-order.ts";

/** More news than this at once are not merged one by one: the list is asked for again instead. */
const flood = 100;

/** Lays runs that just arrived over every list and page that shows them. */
export async function applyLiveRuns(client: QueryClient, scope: Scope, runs: readonly Run[]): Promise<void> {
  if (runs.length > flood) await askAgain(client, { queryKey: ["runs", scope] });
  else layOver(client, ["runs", scope], runs, liveRunRules);
  if (scope === null) return;
  const { newer } = liveRunRules({});
  for (const run of runs) {
    const key = runQuery(scope, run.id).queryKey;
    client.setQueryData<RunWithSteps>(key, (known) => (known ? { ...known, ...newer(known, run) } : undefined));
    await askAgain(client, { queryKey: key });
  }
}
