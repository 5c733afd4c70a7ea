import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Connection } from "@velodrome/contract";
import type { Arrival } from "../features/connections/connected-panel.tsx";
import { firstMessage } from "../features/connections/first-message.ts";
import { eventQuery } from "../features/events/get-event.ts";
import { eventsQuery } from "../features/events/list-events.ts";

/** The first message that came in after a connection was connected, and the run it started, as they happen. */
export function useArrival(account: string, connection: Connection): Arrival | null {
  const { data } = useInfiniteQuery(eventsQuery(account, { connection: connection.id, kind: "message" }));
  const message = firstMessage(connection, data?.pages.flatMap(({ items }) => items) ?? []);
  const { data: event } = useQuery({ ...eventQuery(account, message?.id ?? ""), enabled: message !== null });
  if (message === null) return null;
  return { event: message.id, text: message.text, at: message.receivedAt, run: event?.runs[0]?.id ?? null };
}
