import { type ListPage, readCursor } from "../base/list-page.ts";

/** A page out of a whole list: the cursor says how many came before. */
export function pageByOffset<Item>(items: readonly Item[], limit: number, cursor: string | undefined): ListPage<Item> {
  const start = Number(readCursor(cursor, (key) => /^\d{1,9}$/.test(key)) ?? 0);
  const end = start + limit;
  const nextCursor = end < items.length ? Buffer.from(String(end)).toString("base64url") : null;
  return { items: items.slice(start, end), nextCursor };
}
