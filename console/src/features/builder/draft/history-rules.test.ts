import { expect, it } from "vitest";
import { mostHistories, outlived } from "./history-rules.ts";

const hour = 3_600_000;
const now = 1_000 * hour;
const entry = (tab: string, hoursAgo: number, cycle = "cyc_1") => ({ tab, cycle, at: now - hoursAgo * hour });

it("keeps the histories of open tabs, and for a day those of tabs that may come back", () => {
  const entries = [entry("open", 200), entry("closed", 23), entry("gone", 25), entry("gone", 48, "cyc_2")];
  expect(outlived(entries, { open: new Set(["open"]), now })).toEqual([entries[2], entries[3]]);
});

it("keeps no more than the newest of very many", () => {
  const entries = Array.from({ length: mostHistories + 2 }, (_, at) => entry("open", at, `cyc_${at}`));
  expect(outlived(entries, { open: new Set(["open"]), now })).toEqual(entries.slice(mostHistories));
});
