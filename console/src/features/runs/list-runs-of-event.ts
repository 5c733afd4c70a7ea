import { queryOptions } from "@tanstack/react-query";
import { type Event, listOf, run } from "@velodrome/contract";
import { inAccount, request } from "../../lib/request.ts";

/**
 * Runs an event started. The list has no filter for it, so those of its person from its arrival on are looked through;
 * an event's runs are written with it, so they are among the earliest of them.
 */
export const runsOfEventQuery = (account: string, event: Event) =>
  queryOptions({
    queryKey: ["runs-of-event", account, event.id],
    queryFn: async ({ signal }) => {
      const from = new Date(Date.parse(event.receivedAt) - 1000).toISOString();
      const to = new Date(Date.parse(event.receivedAt) + 60_000).toISOString();
      const query = { from, to, q: event.person, limit: 200 };
      const list = await request(listOf(run), inAccount(account, "runs"), { query, signal });
      return list.items.filter((one) => one.event === event.id);
    },
  });
