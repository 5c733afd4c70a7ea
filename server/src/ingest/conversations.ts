import type { Conversation, ConversationEvent, ConversationQuery, ListQuery, Receipt } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { Database } from "../db/database.ts";
import type { RunReader } from "../run/runs.ts";
import { type ConversationHead, listConversationEvents, listConversationHeads } from "./conversation-store.ts";
import type { StoredEvent } from "./event-store.ts";
import { toEvent } from "./event-view.ts";

export interface ConversationDeps {
  database: Database;
  connectors: ConnectorMap;
  runs: Pick<RunReader, "ofEvents">;
}

const toConversation = (row: ConversationHead): Conversation => ({
  page: row.externalId ?? "",
  person: row.person ?? "",
  lastAt: row.receivedAt.toISOString(),
  kind: row.saidKind ?? row.kind,
  text: row.saidText,
});

/** Who an account talked with, by the newest that came of each. */
export async function listConversations(
  { database }: Pick<ConversationDeps, "database">,
  accountId: string,
  { cursor, limit, page, person }: ConversationQuery,
): Promise<ListPage<Conversation>> {
  const filter = { before: readCursor(cursor), limit: limit + 1, page, person };
  const { rows, end } = await database.withAccount(accountId, (scope) =>
    listConversationHeads(scope, accountId, filter),
  );
  const found = pageOf(rows, limit, ({ id }) => id);
  // Nobody new among the events that were gone through, yet there are older ones.
  const further = end === null ? null : Buffer.from(end).toString("base64url");
  return { items: found.items.map(toConversation), nextCursor: found.nextCursor ?? further };
}

/** What an event says of messages that were sent. */
export function receiptOf(connectors: ConnectorMap, event: StoredEvent & { item: unknown }): Receipt | null {
  const found = connectors.get(event.connector)?.webhooks?.receiptOf?.(event) ?? null;
  if (found === null) return null;
  const { state, mids, until } = found;
  return { state, mids: [...mids], until: until === null ? null : new Date(until).toISOString() };
}

/** One person's exchange with one Page: everything that came, newest first, and what it set going. */
export async function readConversation(
  { database, connectors, runs }: ConversationDeps,
  accountId: string,
  { page, person, cursor, limit }: ListQuery & { page: string; person: string },
): Promise<ListPage<ConversationEvent>> {
  const wanted = { page, person, before: readCursor(cursor), limit: limit + 1 };
  const rows = await database.withAccount(accountId, (scope) => listConversationEvents(scope, accountId, wanted));
  const found = pageOf(rows, limit, ({ id }) => id);
  const events = found.items.map((row) => ({ ...toEvent(row), receipt: receiptOf(connectors, row) }));
  const started = await runs.ofEvents(
    accountId,
    events.map(({ id }) => id),
  );
  const byEvent = Map.groupBy(started, ({ event }) => event);
  return { ...found, items: events.map((event) => ({ ...event, runs: byEvent.get(event.id) ?? [] })) };
}
