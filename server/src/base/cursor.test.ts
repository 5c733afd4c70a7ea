import { describe, expect, test } from "vitest";
import { decodeCursor, encodeCursor, toPage } from "./cursor.ts";
import { newId } from "./id.ts";

describe("cursor", () => {
  test("names the id it was made of", () => {
    const id = newId();
    expect(decodeCursor(encodeCursor(id))).toBe(id);
    expect(decodeCursor(undefined)).toBeNull();
  });

  test.each(["", "abc", "not a cursor", `${encodeCursor(newId())}A`, encodeCursor(newId()).slice(1)])(
    "refuses %j",
    (text) => {
      expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ code: "invalid_request" }));
    },
  );

  test("a page has a next one only when a row was left over", () => {
    const rows = [newId(), newId(), newId()].map((id) => ({ id }));
    expect(toPage(rows, 3, (row) => row.id)).toEqual({ items: rows.map((row) => row.id), nextCursor: null });
    expect(toPage(rows, 2, (row) => row.id)).toEqual({
      items: rows.slice(0, 2).map((row) => row.id),
      nextCursor: encodeCursor(rows[1]?.id ?? ""),
    });
    expect(toPage([], 2, (row: { id: string }) => row.id)).toEqual({ items: [], nextCursor: null });
  });
});
