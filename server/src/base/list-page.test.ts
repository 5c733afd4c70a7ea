import { describe, expect, test } from "vitest";
import { newId } from "./id.ts";
import { pageOf, readCursor } from "./list-page.ts";

describe("a page", () => {
  const ids = [newId(), newId(), newId()];
  const keyOf = (id: string) => id;

  test("has a cursor to its last row when there is more, and none on the last page", () => {
    const page = pageOf(ids, 2, keyOf);
    expect(page.items).toEqual(ids.slice(0, 2));
    expect(readCursor(page.nextCursor ?? undefined)).toBe(ids[1]);
    expect(pageOf(ids, 3, keyOf)).toEqual({ items: ids, nextCursor: null });
    expect(pageOf([], 3, keyOf)).toEqual({ items: [], nextCursor: null });
  });

  test("refuses what is no cursor", () => {
    expect(readCursor(undefined)).toBeNull();
    for (const cursor of ["", "nonsense", Buffer.from("1; DROP").toString("base64url")]) {
      expect(() => readCursor(cursor)).toThrow(/cursor is not one of ours/);
    }
  });
});
