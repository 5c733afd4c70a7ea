import type { Event, EventQuery } from "@velodrome/contract";
import { everyAccountId } from "../account/accounts.ts";
import { everyPage, type ExportColumn } from "../base/export-text.ts";
import type { Database } from "../db/database.ts";
import type { EventReader } from "./events.ts";

const rowsAtOnce = 500;

/** Pages of events that fit: of one account, or of all where it is null. */
export type EventExport = (
  accountId: string | null,
  query: Omit<EventQuery, "limit" | "cursor">,
) => AsyncGenerator<readonly Event[]>;

export const eventColumns: readonly ExportColumn[] = [
  ...["id", "account", "connector", "setup", "connection", "kind", "channel", "page", "person", "mid", "text"],
  ...["routed", "occurredAt", "receivedAt"],
].map((key) => ({ header: key, key }));

export const createEventExport = (deps: { database: Database; events: Pick<EventReader, "list"> }): EventExport =>
  async function* (accountId, query) {
    const accounts = accountId === null ? everyAccountId(deps.database) : [accountId];
    for await (const id of accounts) {
      yield* everyPage((cursor) => deps.events.list(id, { ...query, limit: rowsAtOnce, cursor }));
    }
  };
