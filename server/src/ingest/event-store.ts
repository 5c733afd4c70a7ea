import type { EventQuery } from "@velodrome/contract";
import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { startsWith } from "../db/like.ts";

/** An event as lists show it. */
export interface StoredEvent {
  accountId: string;
  id: string;
  setupId: string | null;
  connectionId: string | null;
  connector: string;
  kind: string;
  channel: string;
  externalId: string | null;
  person: string | null;
  lane: string;
  reference: string | null;
  excerpt: string | null;
  routed: boolean;
  occurredAt: Date | null;
  receivedAt: Date;
}

/** Filters with ids already in the database's form; `before` is the last id of the page before. */
export interface EventFilter extends Omit<EventQuery, "cursor" | "connection" | "ids"> {
  ids?: readonly string[];
  before: string | null;
  connectionId: string | null;
}

export const eventColumns = [
  "account_id as accountId",
  "id",
  "setup_id as setupId",
  "connection_id as connectionId",
  "connector",
  "kind",
  "channel",
  "external_id as externalId",
  "person",
  "lane",
  "reference",
  "excerpt",
  "routed",
  "occurred_at as occurredAt",
  "received_at as receivedAt",
] as const;

type EventSelect = SelectQueryBuilder<Schema, "event", object>;

function matching(query: EventSelect, filter: EventFilter): EventSelect {
  const { ids, before, connectionId, kind, routed, page, person, from, to, mid, q } = filter;
  return query
    .$if(ids !== undefined, (each) => each.where((is) => is("id", "=", is.fn.any(is.val(ids ?? [])))))
    .$if(before !== null, (each) => each.where("id", "<", before))
    .$if(connectionId !== null, (each) => each.where("connection_id", "=", connectionId))
    .$if(kind !== undefined, (each) => each.where("kind", "=", kind ?? ""))
    .$if(routed !== undefined, (each) => each.where("routed", "=", routed ?? false))
    .$if(page !== undefined, (each) => each.where("external_id", "=", page ?? ""))
    .$if(person !== undefined, (each) => each.where("person", "=", person ?? ""))
    .$if(from !== undefined, (each) => each.where("id", ">=", sql<string>`uuid_at(${from}::timestamptz)`))
    .$if(to !== undefined, (each) => each.where("id", "<", sql<string>`uuid_at(${to}::timestamptz)`))
    .$if(mid !== undefined, (each) => each.where("reference", "=", mid ?? ""))
    .$if(q !== undefined, (each) =>
      each.where((is) =>
        is.or([is("person", "=", q ?? ""), is("reference", "=", q ?? ""), is("excerpt", "ilike", startsWith(q ?? ""))]),
      ),
    );
}

/** One account's events, newest first. */
export const listEvents = (scope: AccountScope, accountId: string, filter: EventFilter): Promise<StoredEvent[]> =>
  matching(scope.selectFrom("event").where("account_id", "=", accountId), filter)
    .select(eventColumns)
    .orderBy("id", "desc")
    .limit(filter.limit)
    .execute();

/** Events that are meant by a request for many; `below`: only those from before this id. */
export interface EventChoice {
  filter: Omit<EventFilter, "before" | "limit">;
  below: string;
}

/** What says which triggers an event is for. */
export type ChosenEvent = Pick<StoredEvent, "id" | "setupId" | "kind" | "channel"> & { item: unknown };

/** The next of them behind an event, oldest first. */
export const listChosenEvents = (
  scope: AccountScope,
  accountId: string,
  { filter, below }: EventChoice,
  { after, limit }: { after: string; limit: number },
): Promise<ChosenEvent[]> =>
  matching(scope.selectFrom("event").where("account_id", "=", accountId), { ...filter, before: below, limit })
    .where("id", ">", after)
    .select(["id", "setup_id as setupId", "kind", "channel", "item"])
    .orderBy("id")
    .limit(limit)
    .execute();

/** Every event of one Setup, newest first: of the accounts that have a connection of it, and those no account has. */
export async function listSetupEvents(
  engine: Kysely<Schema>,
  setupId: string,
  nilAccount: string,
  filter: EventFilter,
): Promise<StoredEvent[]> {
  const owners = engine
    .selectFrom("connection")
    .select("account_id as owner")
    .where("setup_id", "=", setupId)
    .union(engine.selectNoFrom(sql<string>`${nilAccount}::uuid`.as("owner")));
  return listOfOwners(engine, owners, filter, (each) => each.where("setup_id", "=", setupId));
}

/** Every account's events, newest first; those that no account has are a Setup's to show. */
export const listEventsOfAll = (engine: Kysely<Schema>, filter: EventFilter): Promise<StoredEvent[]> =>
  listOfOwners(
    engine,
    engine.selectFrom("account").select("id as owner").where("deleted_at", "is", null),
    filter,
    (each) => each,
  );

/** Each owner is asked for its newest on its own, because events are found by account. */
function listOfOwners(
  engine: Kysely<Schema>,
  owners: SelectQueryBuilder<Schema, keyof Schema, { owner: string }>,
  filter: EventFilter,
  narrow: (each: EventSelect) => EventSelect,
): Promise<StoredEvent[]> {
  return engine
    .selectFrom(owners.as("o"))
    .innerJoinLateral(
      (each) =>
        narrow(
          matching(
            each.selectFrom("event").whereRef("event.account_id", "=", sql.ref("o.owner")) as EventSelect,
            filter,
          ),
        )
          .select(eventColumns)
          .orderBy("id", "desc")
          .limit(filter.limit)
          .as("e"),
      (join) => join.onTrue(),
    )
    .selectAll("e")
    .orderBy("e.id", "desc")
    .limit(filter.limit)
    .execute();
}

/** In the order in which they came. */
export const listEventsById = (
  scope: AccountScope,
  accountId: string,
  ids: readonly string[],
): Promise<StoredEvent[]> =>
  scope
    .selectFrom("event")
    .select(eventColumns)
    .where("account_id", "=", accountId)
    .where("id", "in", [...ids, nilId])
    .orderBy("id")
    .execute();

/** Stands for no event, so that a list of ids is never empty. */
const nilId = "00000000-0000-0000-0000-000000000000";

export async function readEvent(
  scope: AccountScope,
  accountId: string,
  id: string,
): Promise<(StoredEvent & { item: unknown; raw: Buffer | null }) | null> {
  const row = await scope
    .selectFrom("event")
    .select([...eventColumns, "item", "raw"])
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

/** Events that came in since a moment, for the live stream. */
export const listEventsSince = (
  scope: AccountScope,
  accountId: string,
  since: Date,
  limit: number,
): Promise<StoredEvent[]> =>
  scope
    .selectFrom("event")
    .select(eventColumns)
    .where("account_id", "=", accountId)
    .where("id", ">=", sql<string>`uuid_at(${since}::timestamptz)`)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
