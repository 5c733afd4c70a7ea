import { AppError } from "./app-error.ts";

/** A list's place: base64url of the last row's id, so that it goes through any address as it is. */
export const encodeCursor = (id: string): string => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");

/** The id behind a cursor, or null without one. @throws AppError invalid_request for a text that is no cursor */
export function decodeCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) {
    return null;
  }
  const bytes = Buffer.from(cursor, "base64url");
  if (bytes.length !== 16 || bytes.toString("base64url") !== cursor) {
    throw new AppError("invalid_request", {
      message: "The cursor is not one of ours: send the nextCursor of the page before as it was, or none.",
      details: { in: "query", problems: [{ path: "cursor", message: "not a cursor" }] },
    });
  }
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** One page out of `limit + 1` rows that were asked for: the one too many says that there is another page. */
export function toPage<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(last.id) : null,
  };
}
