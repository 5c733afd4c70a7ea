import { expect, it } from "vitest";
import { wholeList } from "./whole-list.ts";

it("asks until there is no more, so that the last of many is among them", async () => {
  const asked: (string | null)[] = [];
  const all = Array.from({ length: 450 }, (_, at) => at);
  const items = await wholeList(({ limit, cursor }) => {
    asked.push(cursor);
    const from = Number(cursor ?? 0);
    const more = from + limit < all.length;
    return Promise.resolve({ items: all.slice(from, from + limit), nextCursor: more ? String(from + limit) : null });
  });
  expect(items).toEqual(all);
  expect(asked).toEqual([null, "200", "400"]);
});
