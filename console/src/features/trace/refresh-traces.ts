import type { QueryClient } from "@tanstack/react-query";
import type { Trace } from "@velodrome/contract";
import { askAgain } from "../../lib/ask-again.ts";
import type { News } from "../../lib/live-connection.ts";

/** Asks again where a message came to, as soon as it goes on: by a run of its event, or by what its conversation tells. */
export function refreshTraces(client: QueryClient, { runs, events }: Pick<News, "runs" | "events">): Promise<void> {
  return askAgain(client, {
    queryKey: ["trace"],
    predicate: ({ state }) => {
      const event = (state.data as Trace | undefined)?.event;
      if (event == null) return false;
      const isIts = (one: (typeof events)[number]) => one.page === event.page && one.person === event.person;
      return runs.some((run) => run.event === event.id) || events.some(isIts);
    },
  });
}
