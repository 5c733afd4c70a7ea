import { beginHistory } from "../document/history.ts";
import type { Draft } from "./kept-draft.ts";
import type { DraftEditor } from "./use-draft.ts";

const nothing = () => undefined;

/** An editor of something that cannot be edited: a version that ran. */
export const stillEditor = (draft: Draft, revision: number): DraftEditor => ({
  still: true,
  draft,
  history: beginHistory(draft),
  state: { kind: "saved" },
  revision,
  act: nothing,
  undo: nothing,
  redo: nothing,
  goBack: nothing,
  closeAct: nothing,
  flush: () => Promise.resolve({ kind: "saved" }),
  keepMine: nothing,
  takeTheirs: nothing,
});
