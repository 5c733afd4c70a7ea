import type { CycleWithDocument } from "@velodrome/contract";
import { sameDocument } from "../document/difference.ts";
import { act, beginHistory, type History } from "../document/history.ts";
import type { Start } from "./autosave.ts";
import { texts } from "./draft-texts.ts";
import { fitting } from "./history-rules.ts";
import type { Draft, KeptDraft } from "./kept-draft.ts";

interface Before {
  /** What this browser kept because it never got to the server. */
  kept: KeptDraft | null;
  /** What was done to this draft since the page was loaded. */
  known: History<Draft> | undefined;
  /** What was done to it in this tab before that, as the browser kept it. */
  stored: History<Draft> | null;
}

/** The draft is unsaved where it is another than what is saved. */
export interface Beginning extends Start {
  history: History<Draft>;
}

const same = (a: Draft, b: Draft): boolean => a.name === b.name && sameDocument(a.document, b.document);

/** The history with a draft at its end, by an act where that is not there already. */
const leadingTo = (history: History<Draft>, label: string, draft: Draft): History<Draft> =>
  same(history.present, draft) ? history : act(history, label, draft);

/**
 * With what a cycle's draft is edited: the server's, or what was kept of it. What was done before in this page goes on, so
 * that whoever looked at a run, or had to sign in, can still undo it; what the server has by now of others is an act. What
 * was done before the page was loaded goes on where the draft is still the one at its end.
 */
export function beginning(cycle: CycleWithDocument, { kept, known, stored }: Before): Beginning {
  const { name, document, revision } = cycle;
  const server: Draft = { name, document };
  const before = known ?? fitting(stored, kept ?? server) ?? beginHistory(server);
  if (kept === null || same(kept, server)) {
    const history = leadingTo(before, texts.changedElsewhere, server);
    // By the same objects, which is how it is known to be saved.
    return { history, saved: { ...history.present, revision }, behind: false, unanswered: [] };
  }
  const mine: Draft = { name: kept.name, document: kept.document };
  const history = leadingTo(before, texts.restored, mine);
  // What was kept goes on from where it was made, so that a change made meanwhile is noticed.
  const saved = { ...server, revision: kept.revision };
  // The page that kept it may have been left while it was sent.
  return { history, saved, behind: kept.revision !== revision, unanswered: [...kept.unanswered, mine] };
}
