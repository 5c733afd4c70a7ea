import type { CycleBacklog, ListQuery } from "@velodrome/contract";
import type { ConnectorMap } from "@velodrome/kit";
import { readCursor } from "../base/list-page.ts";
import { readAccountConnections } from "../connection/connection-store.ts";
import { readBacklogRow } from "../cycle/backlog-store.ts";
import { toCycleConnection, withConnections } from "../cycle/connection-choice.ts";
import { type CyclePlace, findCycle } from "../cycle/cycles.ts";
import type { AccountScope, Database } from "../db/database.ts";
import { createMatch, type Match } from "./backlog-match.ts";
import { readAnswered, readStretch, type Taking } from "./backlog-store.ts";
import { listEventsById } from "./event-store.ts";
import { toEvent } from "./event-view.ts";

export interface BacklogDeps {
  database: Database;
  connectors: ConnectorMap;
}

const dayMs = 24 * 3_600_000;
const stretchLength = 2000;
/** Where counting ends: nobody decides otherwise for more. */
const countAtMost = 10_000;
/** Events of the account that are looked through for it, of whatever Page. */
const lookAtMost = 100_000;
/** An event and the run that takes it are no further apart. */
const borderMs = 60_000;

/** A stretch of time in which a cycle took nothing. */
export interface Gap {
  accountId: string;
  cycleId: string;
  since: Date;
  match: Match;
}

/** The first moment of an id: its first 48 bits are milliseconds. */
export const momentOf = (id: string): Date => new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));

/** The least id of a moment. */
export const idAt = (moment: Date): string => {
  const hex = Math.floor(moment.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

/** What of a stretch the cycle would have taken, and where the next stretch begins; null at the end. */
export async function readGap(
  scope: AccountScope,
  { accountId, cycleId, since, match }: Gap,
  { after, before, limit }: { after: string; before: Date | null; limit: number },
): Promise<{ events: Taking[]; seen: number; last: string | null; isEnd: boolean }> {
  const { events, seen, last } = await readStretch(scope, accountId, { after, before, places: match.places, limit });
  const wanted = events.flatMap((event) => match.takingOf(event) ?? []);
  const ids = wanted.map(({ id }) => id);
  const [first, final] = [momentOf(ids[0] ?? after).getTime(), momentOf(ids.at(-1) ?? after).getTime()];
  // Near the border an earlier start may have answered it, at any later time; elsewhere only a run as old as its event.
  const border = since.getTime() + borderMs;
  const answered = await readAnswered(scope, cycleId, ids, {
    from: new Date(first - borderMs),
    before: first < border ? null : new Date(final + borderMs),
  });
  const open = wanted.filter(({ id }) => !answered.has(id));
  return { events: open, seen, last, isEnd: seen < limit };
}

/** Of these a run begins; what only a waiting run may take is no message that somebody decides about. */
export const isTriggers = ({ origin }: Taking): boolean => origin === "event";

/** Counts what is open in a part of the gap, up to a bound. */
async function count(scope: AccountScope, gap: Gap, from: Date, before: Date | null) {
  let after = idAt(from);
  let found = 0;
  for (let looked = 0; looked < lookAtMost && found < countAtMost; ) {
    const part = await readGap(scope, gap, { after, before, limit: stretchLength });
    found += part.events.filter(isTriggers).length;
    looked += part.seen;
    if (part.isEnd || part.last === null) return { count: Math.min(found, countAtMost), more: found > countAtMost };
    after = part.last;
  }
  return { count: Math.min(found, countAtMost), more: true };
}

/** One page of what is open, oldest first. A page may be short where much else came in between. */
async function page(scope: AccountScope, gap: Gap, { limit, cursor }: ListQuery) {
  let after = readCursor(cursor) ?? idAt(gap.since);
  const ids: string[] = [];
  for (let looked = 0; looked < lookAtMost; ) {
    const part = await readGap(scope, gap, { after, before: null, limit: stretchLength });
    const open = part.events.filter(isTriggers);
    const room = limit - ids.length;
    ids.push(...open.slice(0, room).map(({ id }) => id));
    looked += part.seen;
    const isFull = open.length > room || (ids.length === limit && !part.isEnd);
    if (!isFull && (part.isEnd || part.last === null)) return { ids, next: null };
    after = isFull ? (ids.at(-1) ?? after) : (part.last ?? after);
    if (isFull) break;
  }
  return { ids, next: Buffer.from(after).toString("base64url") };
}

const nothing = { count: 0, more: false };

/** What came while a cycle was stopped, as a start of its draft would answer it. */
export async function readBacklog(deps: BacklogDeps, place: CyclePlace, query: ListQuery): Promise<CycleBacklog> {
  return deps.database.withAccount(place.accountId, async (scope) => {
    const { accountId, id: cycleId, draft, status, unansweredSince: since } = await findCycle(scope, place);
    const row = await readBacklogRow(scope, cycleId);
    const answering = row && { runs: row.runs };
    if (status === "running" || since === null) {
      return { since: null, recent: nothing, older: nothing, answering, items: [], nextCursor: null };
    }
    const connections = (await readAccountConnections(scope, accountId)).map(toCycleConnection);
    const match = await createMatch(
      deps,
      { version: 0, document: withConnections(draft, connections) },
      [],
      connections,
    );
    const gap = { accountId, cycleId, since, match };
    // Events' ids carry the time of this clock and not of a test's.
    const dayAgo = new Date(Date.now() - dayMs);
    const split = new Date(Math.max(since.getTime(), dayAgo.getTime()));
    const { ids, next } = await page(scope, gap, query);
    const events = await listEventsById(scope, accountId, ids);
    return {
      since: since.toISOString(),
      recent: await count(scope, gap, split, null),
      older: split.getTime() > since.getTime() ? await count(scope, gap, since, split) : nothing,
      answering,
      items: events.map(toEvent),
      nextCursor: next,
    };
  });
}
