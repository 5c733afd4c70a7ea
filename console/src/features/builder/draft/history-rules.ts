import { sameDocument } from "../document/difference.ts";
import type { History } from "../document/history.ts";
import type { Draft } from "./kept-draft.ts";

/** A tab's history of a cycle, as the browser keeps it. */
export interface HistoryEntry {
  tab: string;
  cycle: string;
  /** When it was written, in ms since 1970. */
  at: number;
}

/** For so long a tab that is gone may come back: closed by mistake, or with a browser that crashed. In ms. */
const comesBackWithin = 24 * 3_600_000;
/** @internal More are not kept, of however many tabs. */
export const mostHistories = 30;

/** What need not be kept any longer: of tabs that will not come back, and the oldest where they are many. */
export function outlived<Entry extends HistoryEntry>(
  entries: readonly Entry[],
  { open, now }: { open: ReadonlySet<string>; now: number },
): Entry[] {
  const isOver = ({ tab, at }: Entry) => !open.has(tab) && at < now - comesBackWithin;
  const [over, rest] = [entries.filter(isOver), entries.filter((entry) => !isOver(entry))];
  return [...over, ...rest.toSorted((a, b) => b.at - a.at).slice(mostHistories)];
}

/** A history belongs to the draft at its end. What leads to any other was overtaken, and would undo what others drew. */
export const fitting = (history: History<Draft> | null, draft: Draft): History<Draft> | undefined =>
  history !== null &&
  history.present.name.trim() === draft.name.trim() &&
  sameDocument(history.present.document, draft.document)
    ? history
    : undefined;
