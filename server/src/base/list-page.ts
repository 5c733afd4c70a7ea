import { validate } from "uuid";
import { AppError } from "./app-error.ts";

/** One page of a list, as it is answered. */
export interface ListPage<Item> {
  items: Item[];
  nextCursor: string | null;
}

/**
 * Cuts a page out of rows read newest first with `limit + 1`: the row too many says that there is another page.
 * The cursor is the last row's key.
 */
export function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => string): ListPage<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? Buffer.from(keyOf(last)).toString("base64url") : null };
}

/** The key that a cursor stands for; null on the first page. @throws AppError for what was never a cursor. */
export function readCursor(cursor: string | undefined, isKey: (key: string) => boolean = validate): string | null {
  if (cursor === undefined) return null;
  const key = Buffer.from(cursor, "base64url").toString();
  if (!isKey(key)) {
    throw new AppError("invalid_request", {
      message: "The cursor is not one of ours: send the nextCursor of the page before as it was, or none.",
      details: { in: "query", problems: [{ path: "cursor", message: "not a cursor" }] },
    });
  }
  return key;
}
