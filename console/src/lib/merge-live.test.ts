import { describe, expect, it } from "vitest";
import { holdBack, type LiveRules, mergeLive, type Page } from "./merge-live.ts";

interface Row {
  id: string;
  state: number;
}

const rules: LiveRules<Row> = {
  accepts: (row) => (row.state === 8 ? null : row.state < 8),
  newer: (known, arrived) => (arrived.state >= known.state ? arrived : known),
};
const row = (id: string, state = 1): Row => ({ id, state });
const pages = (): Page<Row>[] => [
  { items: [row("e"), row("d")], nextCursor: "1" },
  { items: [row("b")], nextCursor: null },
];
const ids = (merged: Page<Row>[]) => merged.map((page) => page.items.map((item) => item.id).join(""));

describe("laying live news over a list", () => {
  it("puts a new row on top", () => {
    expect(ids(mergeLive(pages(), [row("f")], rules))).toEqual(["fed", "b"]);
  });

  it("puts rows that overtook each other in order of time", () => {
    expect(ids(mergeLive(pages(), [row("g"), row("f")], rules))).toEqual(["gfed", "b"]);
    expect(ids(mergeLive(pages(), [row("c")], rules))).toEqual(["ed", "cb"]);
  });

  it("updates a known row in place", () => {
    const merged = mergeLive(pages(), [row("b", 4)], rules);
    expect(merged[1]?.items[0]?.state).toBe(4);
    expect(ids(merged)).toEqual(["ed", "b"]);
  });

  it("does not let old news overwrite a later state", () => {
    const merged = mergeLive([{ items: [row("a", 5)], nextCursor: null }], [row("a", 2)], rules);
    expect(merged[0]?.items[0]?.state).toBe(5);
  });

  it("takes out a row that no longer fits the filter and never brings in one that does not", () => {
    expect(ids(mergeLive(pages(), [row("d", 9), row("f", 9)], rules))).toEqual(["e", "b"]);
  });

  it("keeps a known row, and brings in no other, where it cannot be told whether it fits", () => {
    const merged = mergeLive(pages(), [row("d", 8), row("f", 8)], rules);
    expect(ids(merged)).toEqual(["ed", "b"]);
    expect(merged[0]?.items[1]?.state).toBe(8);
  });

  it("leaves out a row older than all loaded while older pages are not loaded", () => {
    const open: Page<Row>[] = [{ items: [row("d")], nextCursor: "1" }];
    expect(ids(mergeLive(open, [row("a")], rules))).toEqual(["d"]);
    expect(ids(mergeLive(pages(), [row("a")], rules))).toEqual(["ed", "ba"]);
  });

  it("fills an empty list", () => {
    expect(ids(mergeLive([{ items: [], nextCursor: null }], [row("a")], rules))).toEqual(["a"]);
  });

  it("leaves the pages it was given untouched", () => {
    const given = pages();
    mergeLive(given, [row("f"), row("d", 3)], rules);
    expect(given).toEqual(pages());
  });
});

describe("holding new rows back", () => {
  it("hides only what came after the newest row seen", () => {
    expect(holdBack([row("c"), row("b"), row("a")], "b")).toEqual({ shown: [row("b"), row("a")], held: 1 });
  });

  it("shows everything while nothing is held", () => {
    expect(holdBack([row("c")], null)).toEqual({ shown: [row("c")], held: 0 });
  });
});
