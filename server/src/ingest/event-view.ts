import type { Event } from "@velodrome/contract";
import { toWire } from "../base/id.ts";
import type { StoredEvent } from "./event-store.ts";

/** Owner of what no account has yet. */
export const nilAccount = "00000000-0000-0000-0000-000000000000";

/** An event as the API answers it. */
export function toEvent(row: StoredEvent): Event {
  return {
    id: toWire("event", row.id),
    account: row.accountId === nilAccount ? null : toWire("account", row.accountId),
    setup: row.setupId && toWire("setup", row.setupId),
    connection: row.connectionId && toWire("connection", row.connectionId),
    connector: row.connector,
    kind: row.kind,
    channel: row.channel,
    page: row.externalId,
    person: row.person,
    lane: row.lane,
    mid: row.reference,
    routed: row.routed,
    occurredAt: row.occurredAt?.toISOString() ?? null,
    receivedAt: row.receivedAt.toISOString(),
    text: row.excerpt,
  };
}
