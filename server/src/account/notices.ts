import type { ListQuery, Notice } from "@velodrome/contract";
import { validate } from "uuid";
import { AppError } from "../base/app-error.ts";
import type { Clock } from "../base/clock.ts";
import { fromWire, newId, toWire } from "../base/id.ts";
import { type ListPage, pageOf, readCursor } from "../base/list-page.ts";
import type { Sealer } from "../base/seal.ts";
import type { Database } from "../db/database.ts";
import type { Queryable } from "../db/queryable.ts";
import { noticesTopic, type Topic } from "../db/signal.ts";
import { openNoticeLink } from "./notice-link.ts";
import {
  deleteNotice,
  dismissNoticeRow,
  listOpenNotices,
  type NoticeRow,
  type RaisedNotice,
  upsertNotice,
} from "./notice-store.ts";

export interface NoticeDeps {
  database: Pick<Database, "pool">;
  clock: Clock;
  touch(topics: readonly Topic[]): void;
}

/** What to raise; ids are those of rows. `key` names what it is about, as `reauthenticate:<connection>`. */
export type NoticeToRaise = Omit<RaisedNotice, "id" | "createdAt">;

/**
 * Tells people of something to mend. Answers whether it is new: raised again it only changes its words, and one that was
 * put away stays away until it was cleared.
 */
export async function raiseNotice(deps: NoticeDeps, notice: NoticeToRaise): Promise<boolean> {
  const fresh = await raiseNoticeIn(deps.database.pool, deps.clock, notice);
  deps.touch([noticesTopic]);
  return fresh;
}

/** The same as part of a transaction; whoever commits it then tells of notices (`noticesTopic`). */
export async function raiseNoticeIn(into: Queryable, clock: Clock, notice: NoticeToRaise): Promise<boolean> {
  return upsertNotice(into, { ...notice, id: newId(), createdAt: new Date(clock.now()) });
}

/** It is mended. Nothing happens when nobody had raised it. */
export async function clearNotice(deps: Pick<NoticeDeps, "database" | "touch">, key: string): Promise<void> {
  if (await clearNoticeIn(deps.database.pool, key)) deps.touch([noticesTopic]);
}

/** The same as part of a transaction. Answers whether somebody had raised it. */
export const clearNoticeIn = (from: Queryable, key: string): Promise<boolean> => deleteNotice(from, key);

export interface NoticeListDeps extends Pick<NoticeDeps, "database"> {
  sealer: Sealer;
}

/** Those that nobody has put away, the worst first. */
export async function listNotices(deps: NoticeListDeps, query: ListQuery): Promise<ListPage<Notice>> {
  const cursor = readCursor(query.cursor, isKey);
  const after = cursor === null ? null : { rank: Number(cursor.slice(0, 1)), id: cursor.slice(2) };
  const rows = await listOpenNotices(deps.database, { after, limit: query.limit + 1 });
  const page = pageOf(rows, query.limit, (row) => `${row.rank}.${row.id}`);
  return { ...page, items: page.items.map((row) => toNotice(deps.sealer, row)) };
}

/** @throws AppError notice_not_found */
export async function dismissNotice(deps: NoticeDeps, reference: string): Promise<void> {
  const id = fromWire("notice", reference);
  if (id === null || !(await dismissNoticeRow(deps.database, id, new Date(deps.clock.now())))) {
    throw new AppError("notice_not_found", {
      message: `There is no notice ${reference}: what it was about may have been mended meanwhile.`,
    });
  }
  deps.touch([noticesTopic]);
}

/** The last row of a page: how bad it was, and its id. */
const isKey = (key: string): boolean => /^[0-2]\./.test(key) && validate(key.slice(2));

const toNotice = (sealer: Sealer, row: NoticeRow): Notice => ({
  id: toWire("notice", row.id),
  code: row.code,
  severity: row.severity,
  message: row.message,
  act: row.act,
  account: row.accountId && toWire("account", row.accountId),
  connection: row.connectionId && toWire("connection", row.connectionId),
  connector: row.connector,
  setup: row.setupId && toWire("setup", row.setupId),
  link: openNoticeLink(sealer, row),
  mailedAt: row.mailedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
