import fc from "fast-check";
import { expect, test } from "vitest";
import { everyPage, toCsv, toJson } from "./export-text.ts";

const columns = [
  { header: "id", key: "id" },
  { header: "text", key: "text" },
  { header: "errorCode", key: "error.code" },
];

async function allOf<Part>(parts: AsyncIterable<Part>): Promise<Part[]> {
  const all: Part[] = [];
  for await (const part of parts) all.push(part);
  return all;
}
const textOf = async (parts: AsyncIterable<string>) => (await allOf(parts)).join("");
async function* pagesOf<Row>(...pages: Row[][]) {
  yield* pages;
}

test("a table has a head and a row each, with values from inside of a row and nothing where there is none", async () => {
  const rows = [
    { id: "1", text: 'says "hi", twice\nand more', error: null },
    { id: "2", text: null, error: { code: "timeout" } },
  ];
  expect(await textOf(toCsv(columns, pagesOf(rows)))).toBe(
    'id,text,errorCode\n1,"says ""hi"", twice\nand more",\n2,,timeout\n',
  );
});

test("a table of nothing is its head, an array of nothing is empty", async () => {
  expect(await textOf(toCsv(columns, pagesOf<object>([])))).toBe("id,text,errorCode\n");
  expect(await textOf(toJson(pagesOf<object>([], [])))).toBe("[]\n");
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])(
  "what a spreadsheet takes for a formula is text: %j",
  async (text) => {
    const [, row = ""] = (await textOf(toCsv(columns, pagesOf([{ id: "1", text }])))).split(/\n(?=1,)/);
    expect(row).toContain(`'${text}`);
  },
);

test("however rows are divided into pages, the array holds them all in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.record({ id: fc.string(), n: fc.integer() }))), async (pages) => {
      expect(JSON.parse(await textOf(toJson(pagesOf(...pages))))).toEqual(pages.flat());
    }),
  );
});

test("asks for one page after the other, and for none that nobody takes", async () => {
  const asked: (string | undefined)[] = [];
  const pages = everyPage(async (cursor) => {
    asked.push(cursor);
    return { items: [asked.length], nextCursor: asked.length < 3 ? `after ${asked.length}` : null };
  });
  expect(await pages.next()).toEqual({ done: false, value: [1] });
  expect(asked).toEqual([undefined]);
  expect(await allOf(pages)).toEqual([[2], [3]]);
  expect(asked).toEqual([undefined, "after 1", "after 2"]);
});
