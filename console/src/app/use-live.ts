import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { applyLiveConnections } from "../features/connections/apply-live-connections.ts";
import { applyLiveEvents } from "../features/events/apply-live-events.ts";
import { eventQuery } from "../features/events/get-event.ts";
import { waysQuery } from "../features/cycles/way-counts.ts";
import { noticesQuery } from "../features/notices/list-notices.ts";
import { applyLiveRuns } from "../features/runs/apply-live-runs.ts";
import { refreshDomainChange } from "../features/settings/refresh-domain-change.ts";
import { refreshSetups } from "../features/setups/refresh-setup.ts";
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

/** What has been told of and is asked for again: Setups by id (null: all), and notices. */
function makeRefresh(client: QueryClient) {
  const setup = gather<string | null>(async (ids) => {
    // How a connection is depends on its Setup as well.
    const health = client.invalidateQueries({ queryKey: ["connection-health"] });
    await Promise.all([refreshSetups(client, ids), refreshDomainChange(client), health]);
  });
  const notices = gather<"all">(() => client.invalidateQueries({ queryKey: noticesQuery.queryKey }));
  const erasures = gather<"all">(() => client.invalidateQueries({ queryKey: ["erasures"] }));
  return { setup, notices: () => notices("all"), erasures: () => erasures("all") };
}

function applyNews(client: QueryClient, scope: Scope, { runs, events, connections }: News): void {
  void applyLiveRuns(client, scope, runs);
  void applyLiveEvents(client, scope, events);
  if (scope === null) return;
  void applyLiveConnections(client, scope, connections);
  for (const { page, person } of [...events, ...runs]) {
    void client.invalidateQueries({ queryKey: ["conversation", scope, page, person] });
  }
  if (events.length > 0) void client.invalidateQueries({ queryKey: ["conversations", scope] });
  for (const { event } of runs) void client.invalidateQueries({ queryKey: eventQuery(scope, event ?? "").queryKey });
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
      onNews: (news) => (scope === undefined ? undefined : applyNews(client, scope, news)),
      onWays: (counted) => client.setQueryData(waysQuery(counted.cycle).queryKey, counted),
      onSetup: refresh.setup,
      onNotices: refresh.notices,
      onErasures: refresh.erasures,
      onOpen: (again) => {
        if (!again || scope === undefined) return;
        for (const name of changing) void client.invalidateQueries({ queryKey: [name, scope] });
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
