import { stringify } from "csv-stringify/sync";
import type { ListPage } from "./list-page.ts";

/** A column of a table: what its head says, and where its value stands in a row (`error.code`). */
export interface ExportColumn {
  readonly header: string;
  readonly key: string;
}

/** Every page of a list from its newest on: one page is in memory at a time. */
export async function* everyPage<Row>(read: (cursor: string | undefined) => Promise<ListPage<Row>>) {
  let cursor: string | undefined;
  do {
    const page: ListPage<Row> = await read(cursor);
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** Rows as a table for spreadsheets. What one of them would take for a formula is written so that it stays text. */
export async function* toCsv(columns: readonly ExportColumn[], pages: AsyncIterable<readonly object[]>) {
  yield stringify([columns.map(({ header }) => header)]);
  for await (const rows of pages) {
    yield stringify([...rows], { columns: [...columns], escape_formulas: true, cast: { boolean: String } });
  }
}

/** Rows as one JSON array, a row a line. */
export async function* toJson(pages: AsyncIterable<readonly object[]>) {
  let before = "[\n";
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield before + rows.map((row) => JSON.stringify(row)).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
