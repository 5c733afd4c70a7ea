const rowsOf = (): HTMLTableRowElement[] =>
  [...document.querySelectorAll<HTMLTableRowElement>("main tbody tr")].filter((row) => row.querySelector("a") !== null);

const ownRow = (rows: readonly HTMLTableRowElement[]): number =>
  rows.findIndex((row) => row.contains(document.activeElement));

/** Where one comes to in a list; from outside of it to its first row. @internal */
export function rowAfter(at: number, step: 1 | -1, count: number): number {
  if (at === -1) return 0;
  return Math.min(Math.max(at + step, 0), count - 1);
}

/** Leads to the next or the last row of a list. False where there is none. */
export function moveRow(step: 1 | -1): boolean {
  const rows = rowsOf();
  const link = rows[rowAfter(ownRow(rows), step, rows.length)]?.querySelector("a");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
  return link !== undefined && link !== null;
}

/** Picks the row that one is at; with `upTo` all from the one picked before. False where there is nothing to pick. */
export function pickRow(upTo: boolean): boolean {
  const rows = rowsOf();
  const box = rows[ownRow(rows)]?.querySelector<HTMLInputElement>("input[type=checkbox]");
  box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: upTo }));
  return box !== undefined && box !== null;
}
