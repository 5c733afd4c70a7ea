import type { Connection, Event } from "@velodrome/contract";

/** The earliest of the messages (newest first) that came after somebody last connected it; null while none did. */
export function firstMessage<Message extends Pick<Event, "receivedAt">>(
  connection: Pick<Connection, "signIn" | "createdAt">,
  messages: readonly Message[],
): Message | null {
  const since = connection.signIn?.startedAt ?? connection.createdAt;
  return messages.findLast(({ receivedAt }) => Date.parse(receivedAt) > Date.parse(since)) ?? null;
}
