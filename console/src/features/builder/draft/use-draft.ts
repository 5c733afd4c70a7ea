import type { CycleWithDocument } from "@velodrome/contract";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { act, closeAct, goBack, type History } from "../document/history.ts";
import { Autosave, type Saved, type SaveState } from "./autosave.ts";
import { beginning } from "./beginning.ts";
import { browserKeeper, type Draft } from "./kept-draft.ts";
import { type Before, keepHistory, knownHistory } from "./kept-histories.ts";
import { texts } from "./draft-texts.ts";

type Move =
  | { do: "act"; label: string; change: (draft: Draft) => Draft; key: string | null }
  | { do: "back"; acts: number }
  | { do: "close" };

function moved(history: History<Draft>, move: Move): History<Draft> {
  if (move.do === "back") return goBack(history, move.acts);
  if (move.do === "close") return closeAct(history);
  return act(history, move.label, move.change(history.present), move.key);
}

export interface DraftEditor {
  /** It is no draft, but something that cannot be edited. */
  still?: true;
  draft: Draft;
  history: History<Draft>;
  state: SaveState;
  revision: number;
  /** Changes the draft. Acts with one key that follow each other are undone as one. */
  act: (label: string, change: (draft: Draft) => Draft, key?: string | null) => void;
  undo: () => void;
  redo: () => void;
  /** Undoes so many acts at once; less than none: does them again. */
  goBack: (acts: number) => void;
  closeAct: () => void;
  /** Ends when everything is at the server, or cannot be brought there. */
  flush: () => Promise<SaveState>;
  keepMine: () => void;
  takeTheirs: () => void;
}

const savedOf = ({ name, document, revision }: CycleWithDocument): Saved => ({ name, document, revision });

function begin(cycle: CycleWithDocument, before: Before) {
  const keeper = browserKeeper(cycle.id, before.tab);
  const begun = beginning(cycle, { kept: keeper.take(), known: knownHistory(cycle.id), stored: before.history });
  if (begun.history.present.document === begun.saved.document) keeper.forget();
  return { keeper, ...begun };
}

/** Brings changes of other windows here while nothing is unsaved. */
function useFollow(cycle: CycleWithDocument, autosave: Autosave, dispatch: (move: Move) => void): void {
  useEffect(() => {
    if (cycle.revision <= autosave.revision || autosave.unsaved || autosave.state.kind === "saving") return;
    const theirs = savedOf(cycle);
    autosave.adopt(theirs);
    dispatch({ do: "act", label: texts.changedElsewhere, change: () => theirs, key: null });
  }, [cycle, autosave, dispatch]);
}

/** What saves each cycle's draft: the page that was opened last, or what was left of it. */
const saving = new Map<string, Autosave>();

/** Whoever left the page with something on its way and is back already goes on with that, here. */
function useSucceed(cycle: string, autosave: Autosave, goesOn: boolean): void {
  useEffect(() => {
    const former = saving.get(cycle);
    if (goesOn && former !== autosave) former?.handOver();
    saving.set(cycle, autosave);
  }, [cycle, autosave, goesOn]);
}

function useWakeUp(autosave: Autosave): void {
  useEffect(() => {
    const onOnline = () => autosave.retry();
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("online", onOnline);
      // Leaving the page is no reason to lose the last words.
      void autosave.flush();
    };
  }, [autosave]);
}

interface DraftDeps {
  before: Before;
  /** Brings a draft to the server. */
  send: (draft: Draft, revision: number) => Promise<CycleWithDocument>;
  /** The draft is at the server, in this revision. */
  onSaved: () => void;
}

/** A cycle's draft while it is edited: with its history, and on its way to the server. */
export function useDraft(cycle: CycleWithDocument, { before, send, onSaved }: DraftDeps): DraftEditor {
  const [begun] = useState(() => begin(cycle, before));
  const [history, dispatch] = useReducer(moved, begun.history);
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const hears = useRef({ send, onSaved });
  hears.current = { send, onSaved };
  const [autosave] = useState(() => {
    const deps = {
      send: async (draft: Draft, revision: number) => savedOf(await hears.current.send(draft, revision)),
      keeper: begun.keeper,
      now: Date.now,
      onState: setState,
      onSaved: () => hears.current.onSaved(),
    };
    return new Autosave(deps, begun);
  });
  useSucceed(cycle.id, autosave, begun.unanswered.length > 0);
  useEffect(() => autosave.change(history.present), [autosave, history.present]);
  useEffect(() => keepHistory(cycle.id, history), [cycle.id, history]);
  useFollow(cycle, autosave, dispatch);
  useWakeUp(autosave);
  const acts = useMemo(
    () => ({
      act: (label: string, change: (draft: Draft) => Draft, key: string | null = null) =>
        dispatch({ do: "act", label, change, key }),
      undo: () => dispatch({ do: "back", acts: 1 }),
      redo: () => dispatch({ do: "back", acts: -1 }),
      goBack: (acts: number) => dispatch({ do: "back", acts }),
      closeAct: () => dispatch({ do: "close" }),
      flush: async () => {
        await autosave.flush();
        return autosave.state;
      },
      keepMine: () => void autosave.keepMine(),
    }),
    [autosave],
  );
  const { present } = history;
  const takeTheirs = useCallback(() => {
    if (autosave.state.kind !== "conflict") return;
    const { theirs } = autosave.state;
    autosave.adopt(theirs);
    dispatch({ do: "act", label: texts.tookTheirs, change: () => theirs, key: null });
  }, [autosave]);
  return { draft: present, history, state, revision: autosave.revision, ...acts, takeTheirs };
}
