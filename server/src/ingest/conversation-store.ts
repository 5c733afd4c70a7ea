import { sql } from "kysely";
import type { AccountScope } from "../db/database.ts";
import { eventColumns, type StoredEvent } from "./event-store.ts";

export interface ConversationFilter {
  /** The id below which events are looked at. */
  before: string | null;
  page?: string | undefined;
  person?: string | undefined;
  /** How many conversations, at most. */
  limit: number;
}

/** So many of the newest events are gone through for one page of conversations, whoever they are of. */
const eventsAtMost = 2000;

/** Kinds that say that something was read or came, and follow every answer: nobody looks for a conversation by them. */
const receiptKinds = ["delivery", "read"];

/** The newest event of a conversation, and what was said last in it. */
export interface ConversationHead extends StoredEvent {
  saidKind: string | null;
  saidText: string | null;
}

export interface ConversationPage {
  rows: ConversationHead[];
  /** The oldest event that was gone through; null when there are no older ones. */
  end: string | null;
}

/**
 * The newest event of each conversation, newest first, out of the next so many events below `before`; without those
 * whose newest lies above it, because they were on a page before.
 */
export async function listConversationHeads(
  scope: AccountScope,
  accountId: string,
  { before, page, person, limit }: ConversationFilter,
): Promise<ConversationPage> {
  const above =
    before === null
      ? sql`false`
      : sql`EXISTS (
    SELECT FROM event n WHERE n.account_id = ${accountId} AND n.id >= ${before} AND n.external_id = w.external_id AND n.person = w.person)`;
  const windowed = sql`
    SELECT * FROM event WHERE account_id = ${accountId} AND person IS NOT NULL AND external_id IS NOT NULL
      ${before === null ? sql`` : sql`AND id < ${before}`}
      ${page === undefined ? sql`` : sql`AND external_id = ${page}`}
      ${person === undefined ? sql`` : sql`AND person = ${person}`}
    ORDER BY id DESC LIMIT ${eventsAtMost}`;
  const { rows } = await sql<(ConversationHead | { id: null }) & { end: string | null }>`
    WITH looked AS MATERIALIZED (${windowed}), heads AS (
      SELECT DISTINCT ON (external_id, person) * FROM looked ORDER BY external_id, person, id DESC), said AS (
      SELECT DISTINCT ON (external_id, person) external_id AS at_page, person AS by, kind AS "saidKind", excerpt AS "saidText"
      FROM looked WHERE kind <> ALL(${receiptKinds}) ORDER BY external_id, person, id DESC)
    SELECT ${sql.join(eventColumns.map((column) => sql.raw(aliased(column))))}, "saidKind", "saidText", "end"
    FROM (SELECT CASE WHEN count(*) = ${eventsAtMost} THEN min(id::text) END AS "end" FROM looked) l
    LEFT JOIN (SELECT * FROM heads w WHERE NOT ${above} ORDER BY id DESC LIMIT ${limit}) h ON true
    LEFT JOIN said s ON s.at_page = h.external_id AND s.by = h.person
    ORDER BY id DESC`.execute(scope);
  return {
    rows: rows.filter((row): row is ConversationHead & { end: string | null } => row.id !== null),
    end: rows[0]?.end ?? null,
  };
}

/** "received_at as receivedAt" with the quotes that SQL wants. */
const aliased = (column: string): string => column.replace(/ as (\w+)$/, ' AS "$1"');

/** Everything of one conversation with its items, newest first. */
export const listConversationEvents = (
  scope: AccountScope,
  accountId: string,
  wanted: { page: string; person: string; before: string | null; limit: number },
): Promise<(StoredEvent & { item: unknown })[]> =>
  scope
    .selectFrom("event")
    .select([...eventColumns, "item"])
    .where("account_id", "=", accountId)
    .where("external_id", "=", wanted.page)
    .where("person", "=", wanted.person)
    .$if(wanted.before !== null, (query) => query.where("id", "<", wanted.before))
    .orderBy("id", "desc")
    .limit(wanted.limit)
    .execute();
