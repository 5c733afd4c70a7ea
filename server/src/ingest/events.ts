import type { Event, EventQuery, EventWithItem } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { AppError } from "../base/app-error.ts";
import { fromWire, idsIn } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { Database } from "../db/database.ts";
import {
  type EventFilter,
  listEvents,
  listEventsOfAll,
  listEventsSince,
  listSetupEvents,
  readEvent,
  type StoredEvent,
} from "./event-store.ts";
import { nilAccount, toEvent } from "./event-view.ts";
import { handOver } from "./hand-over.ts";
import type { Handed } from "./hand-over-store.ts";
import { triggersIn } from "./kept-triggers.ts";
import { replayEvents } from "./replay-store.ts";

export interface EventReader {
  list(accountId: string, query: EventQuery): Promise<ListPage<Event>>;
  /** Partner level: every event of one Setup, whoever owns it. `setup` is an id of the wire. */
  listOfSetup(setup: string, query: EventQuery): Promise<ListPage<Event>>;
  /** Partner level: every account's. */
  listOfAll(query: EventQuery): Promise<ListPage<Event>>;
  read(accountId: string, event: string): Promise<EventWithItem>;
  /** Starts a run of every cycle that listens today; answers how many. */
  replay(accountId: string, event: string): Promise<number>;
  /** Hands what is held of a Page to the account that has it. `setup` is an id of the wire. */
  handOver(setup: string, page: string, accountId: string): Promise<Handed>;
  since(accountId: string, since: Date, limit: number): Promise<Event[]>;
}

/** Reads one row more than asked for, to know whether there is another page. */
const toFilter = ({ cursor, connection, limit, ids, ...rest }: EventQuery): EventFilter => ({
  ...rest,
  ...idsIn("event", ids),
  limit: limit + 1,
  before: readCursor(cursor),
  connectionId: connection === undefined ? null : fromWire("connection", connection),
});

function toPage(rows: StoredEvent[], limit: number): ListPage<Event> {
  const { items, nextCursor } = pageOf(rows, limit, (row) => row.id);
  return { items: items.map(toEvent), nextCursor };
}

const missing = (event: string) =>
  new AppError("event_not_found", {
    message: `There is no event ${event} in this account, or it is past its retention.`,
  });

export function createEventReader(deps: {
  database: Database;
  connectors: ConnectorMap;
  touch(accounts: readonly string[]): void;
}): EventReader {
  const { database } = deps;
  const find = async (accountId: string, event: string) => {
    const id = fromWire("event", event);
    const row = id && (await database.withAccount(accountId, (scope) => readEvent(scope, accountId, id)));
    if (!row) throw missing(event);
    return row;
  };
  return {
    list: async (accountId, query) => {
      const filter = toFilter(query);
      return toPage(
        await database.withAccount(accountId, (scope) => listEvents(scope, accountId, filter)),
        query.limit,
      );
    },
    listOfSetup: async (setup, query) => {
      const rows = await listSetupEvents(
        database.engine,
        fromWire("setup", setup) ?? nilAccount,
        nilAccount,
        toFilter(query),
      );
      return toPage(rows, query.limit);
    },
    listOfAll: async (query) => toPage(await listEventsOfAll(database.engine, toFilter(query)), query.limit),
    read: async (accountId, event) => {
      const { item, raw, ...row } = await find(accountId, event);
      return { ...toEvent(row), item: raw ? { bytes: raw.toString("base64") } : item };
    },
    replay: async (accountId, event) => {
      const row = await find(accountId, event);
      const triggers = (await triggersIn(deps, row.setupId))(row);
      const { runs } = await database.withAccount(accountId, (scope) =>
        replayEvents(scope, accountId, [{ id: row.id, triggers }], { once: true }),
      );
      deps.touch([accountId]);
      return runs;
    },
    handOver: async (setup, page, accountId) => {
      const handed = await handOver(deps, { setupId: fromWire("setup", setup) ?? nilAccount, page, accountId });
      deps.touch([accountId]);
      return handed;
    },
    since: async (accountId, since, limit) =>
      (await database.withAccount(accountId, (scope) => listEventsSince(scope, accountId, since, limit))).map(toEvent),
  };
}
