import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { askAgain } from "../lib/ask-again.ts";
import { accountKey } from "../features/accounts/account-key.ts";
import { accountsQuery } from "../features/accounts/list-accounts.ts";
import { applyLiveConnections } from "../features/connections/apply-live-connections.ts";
import { applyLiveEvents } from "../features/events/apply-live-events.ts";
import { eventQuery } from "../features/events/get-event.ts";
import { waysQuery } from "../features/cycles/way-counts.ts";
import { noticesQuery } from "../features/notices/list-notices.ts";
import { applyLiveRuns } from "../features/runs/apply-live-runs.ts";
import { callerQuery } from "../features/session/get-caller.ts";
import { refreshDomainChange } from "../features/settings/refresh-domain-change.ts";
import { refreshSetups } from "../features/setups/refresh-setup.ts";
import { refreshTraces } from "../features/trace/refresh-traces.ts";
import { gather } from "../lib/gather.ts";
import { LiveConnection, type LiveState, type News } from "../lib/live-connection.ts";
import type { Scope } from "../lib/request.ts";

/** Everything of an account that changes by itself, and so must be asked for again after a break. */
const changing = [
  "runs",
  "run",
  "events",
  "event",
  "cycles",
  "cycle",
  "connections",
  "connection",
  "conversations",
  "conversation",
];

/** A dashboard is counted from all there is, so it is not counted anew with each run. In ms. */
const betweenCounts = 5000;

/** What has been told of and is asked for again: Setups by id (null: all), and notices. */
function makeRefresh(client: QueryClient) {
  const setup = gather<string | null>(async (ids) => {
    // How a connection is depends on its Setup as well.
    const health = askAgain(client, { queryKey: ["connection-health"] });
    await Promise.all([refreshSetups(client, ids), refreshDomainChange(client), health]);
  });
  const notices = gather<"all">(() => askAgain(client, { queryKey: noticesQuery.queryKey }));
  const erasures = gather<"all">(() => askAgain(client, { queryKey: ["erasures"] }));
  const counts = gather<"all">(() => askAgain(client, { queryKey: ["dashboard"] }), betweenCounts);
  return {
    setup,
    notices: () => notices("all"),
    erasures: () => erasures("all"),
    counts: () => counts("all"),
  };
}

/** Lists of one account can be in sight where all accounts are, as the first steps are on the dashboard. */
function applyToAccounts(client: QueryClient, { runs, events }: News): void {
  const known = client.getQueryData(accountsQuery.queryKey)?.pages.flatMap(({ items }) => items) ?? [];
  for (const account of known) {
    const key = accountKey(account);
    const inSight = (name: string) =>
      client.getQueryCache().findAll({ queryKey: [name, key], type: "active" }).length > 0;
    const own = (item: { account: string | null }) => item.account === account.id;
    if (inSight("runs")) void applyLiveRuns(client, key, runs.filter(own));
    if (inSight("events")) void applyLiveEvents(client, key, events.filter(own));
  }
}

function applyNews(client: QueryClient, scope: Scope, { runs, events, connections }: News): void {
  void applyLiveRuns(client, scope, runs);
  void applyLiveEvents(client, scope, events);
  void refreshTraces(client, { runs, events });
  if (scope === null) {
    applyToAccounts(client, { runs, events, connections });
    return;
  }
  void applyLiveConnections(client, scope, connections);
  for (const { page, person } of [...events, ...runs]) {
    void askAgain(client, { queryKey: ["conversation", scope, page, person] });
  }
  if (events.length > 0) void askAgain(client, { queryKey: ["conversations", scope] });
  for (const { event } of runs) void askAgain(client, { queryKey: eventQuery(scope, event ?? "").queryKey });
}

/**
 * Keeps what is on screen up to date as long as the page is open: Setups and notices wherever one is, and all of the
 * account that is in sight, or with null of all accounts; undefined: of none. `ways`: the cycle that is open in the Builder.
 */
export function useLive(scope: Scope | undefined, ways: string | null): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  /** Until when somebody listened; nobody has before the page was there. */
  const heard = useRef(0);
  useEffect(() => {
    const refresh = makeRefresh(client);
    const asked = { scope, ways: scope ? ways : null, deaf: performance.now() - heard.current };
    const connection = new LiveConnection(asked, {
      onState: setState,
      onNews: (news) => {
        if (scope === undefined) return;
        applyNews(client, scope, news);
        if (news.runs.length > 0 || news.events.length > 0) refresh.counts();
      },
      onWays: (counted) => client.setQueryData(waysQuery(counted.cycle).queryKey, counted),
      onSetup: refresh.setup,
      onNotices: refresh.notices,
      onErasures: refresh.erasures,
      onRefused: () => void client.prefetchQuery(callerQuery),
      onOpen: (again) => {
        if (!again || scope === undefined) return;
        for (const name of changing) void askAgain(client, { queryKey: [name, scope] });
      },
    });
    connection.open();
    return () => {
      connection.close();
      heard.current = performance.now();
      // They are counted anew whenever the cycle is opened.
      if (ways !== null) client.removeQueries({ queryKey: waysQuery(ways).queryKey });
    };
  }, [scope, ways, client]);
  return state;
}
