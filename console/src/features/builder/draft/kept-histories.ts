import { openTabs, tabName } from "../../../lib/tab-name.ts";
import type { History } from "../document/history.ts";
import { outlived } from "./history-rules.ts";
import { HistoryStore } from "./history-store.ts";
import type { Draft } from "./kept-draft.ts";

/** Before the draft itself is saved, so that what stands at the server has its history here. In ms. */
const writePause = 300;
/** Whoever acts without a pause is not waited for longer than this, in ms. */
const writeWithin = 800;
/** Longer than this no page waits for its browser's database, in ms. */
const patience = 1000;

/** What was done to drafts since this page was loaded, by cycle. */
const known = new Map<string, History<Draft>>();

interface Unwritten {
  /** When the first act was done that is not written, in ms. */
  since: number;
  timer: ReturnType<typeof setTimeout>;
}
const unwritten = new Map<string, Unwritten>();

interface Place {
  tab: string;
  /** Null where the browser keeps nothing, or cannot tell one tab from another: then histories end with the page. */
  store: HistoryStore | null;
}

async function tidy(store: HistoryStore): Promise<void> {
  const [entries, open] = await Promise.all([store.entries(), openTabs()]);
  await store.remove(outlived(entries, { open, now: Date.now() }));
}

/** Forbidden, full or broken: what was done can be undone for as long as the page is loaded, as without a database. */
const without = () => null;

async function findPlace(): Promise<Place> {
  const { name, sure } = await tabName();
  const store = sure ? await HistoryStore.open().catch(without) : null;
  if (store !== null) void tidy(store).catch(without);
  return { tab: name, store };
}

let place: Place | undefined;
let finding: Promise<Place> | undefined;

function write(cycle: string): void {
  clearTimeout(unwritten.get(cycle)?.timer);
  const history = known.get(cycle);
  if (!unwritten.delete(cycle) || history === undefined || !place?.store) return;
  const entry = { tab: place.tab, cycle, at: Date.now() };
  try {
    void place.store.write(entry, history).catch(without);
  } catch {
    // The database was closed or the copy was refused: as above.
  }
}

if (typeof window !== "undefined")
  window.addEventListener("pagehide", () => {
    for (const cycle of [...unwritten.keys()]) write(cycle);
  });

/** Takes note of what was done to a cycle's draft: for this page at once, for the tab's next one a moment later. */
export function keepHistory(cycle: string, history: History<Draft>): void {
  const before = known.get(cycle);
  known.set(cycle, history);
  if (before === history || !place?.store) return;
  const now = Date.now();
  const last = unwritten.get(cycle);
  clearTimeout(last?.timer);
  const since = last?.since ?? now;
  const timer = setTimeout(() => write(cycle), Math.max(0, Math.min(writePause, since + writeWithin - now)));
  unwritten.set(cycle, { since, timer });
}

/** What was done to a cycle's draft in this page. */
export const knownHistory = (cycle: string): History<Draft> | undefined => known.get(cycle);

/** From before this page was loaded. */
export interface Before {
  /** This tab's name. */
  tab: string;
  /** What was done in this tab; whether it fits the draft is for the reader to say. */
  history: History<Draft> | null;
}

async function readBefore(cycle: string): Promise<Before> {
  finding ??= findPlace();
  place = await finding;
  const { tab, store } = place;
  if (store === null || known.has(cycle)) return { tab, history: null };
  return { tab, history: await store.read(tab, cycle).catch(without) };
}

/** What this tab knows of a cycle from before. A database that does not answer is not waited for. */
export async function historyBefore(cycle: string): Promise<Before> {
  const { promise: late, resolve } = Promise.withResolvers<Before>();
  const timer = setTimeout(() => void tabName().then(({ name }) => resolve({ tab: name, history: null })), patience);
  const before = await Promise.race([readBefore(cycle), late]);
  clearTimeout(timer);
  return before;
}

/** Whoever signs out leaves nothing of it behind, in any tab. */
export async function forgetHistories(): Promise<void> {
  for (const { timer } of unwritten.values()) clearTimeout(timer);
  unwritten.clear();
  known.clear();
  const store = place?.store ?? (await HistoryStore.open().catch(without));
  await store?.clear().catch(without);
}
