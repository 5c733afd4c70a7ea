import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { applyLiveConnections } from "../features/connections/apply-live-connections.ts";
import { applyLiveEvents } from "../features/events/apply-live-events.ts";
import { eventQuery } from "../features/events/get-event.ts";
import { applyLiveRuns } from "../features/runs/apply-live-runs.ts";
import { LiveConnection, type LiveState } from "../lib/live-connection.ts";

/** Everything that changes by itself, and so must be asked for again after a break. */
const changing = ["runs", "run", "events", "event", "cycles", "cycle", "connections", "connection"];

/** Keeps what is on screen of an account up to date, as long as the page is open. */
export function useLiveAccount(account: string | null): LiveState | null {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState | null>(null);
  useEffect(() => {
    if (account === null) return;
    const refresh = async () => {
      await Promise.all(changing.map((name) => client.invalidateQueries({ queryKey: [name, account] })));
    };
    const connection = new LiveConnection(account, {
      onState: setState,
      onNews: ({ runs, events, connections }) => {
        void applyLiveRuns(client, account, runs);
        void applyLiveEvents(client, account, events);
        void applyLiveConnections(client, account, connections);
        for (const { event } of runs)
          void client.invalidateQueries({ queryKey: eventQuery(account, event ?? "").queryKey });
      },
      onReturn: () => void refresh(),
    });
    connection.open();
    return () => {
      connection.close();
      setState(null);
    };
  }, [account, client]);
  return state;
}
