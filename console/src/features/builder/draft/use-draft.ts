import type { CycleWithDocument } from "@velodrome/contract";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { sameDocument } from "../document/difference.ts";
import { act, beginHistory, closeAct, goBack, type History } from "../document/history.ts";
import { Autosave, type Saved, type SaveState } from "./autosave.ts";
import { browserKeeper, type Draft } from "./kept-draft.ts";
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

/** What to begin with: the server's, or what this browser kept because it never got there. */
function beginning(cycle: CycleWithDocument) {
  const keeper = browserKeeper(cycle.id);
  const kept = keeper.take();
  const server: Draft = { name: cycle.name, document: cycle.document };
  if (kept === null) return { keeper, history: beginHistory(server) };
  if (kept.name === server.name && sameDocument(kept.document, server.document)) {
    keeper.forget();
    return { keeper, history: beginHistory(server) };
  }
  const mine: Draft = { name: kept.name, document: kept.document };
  return { keeper, history: act(beginHistory(server), texts.restored, mine), from: kept.revision };
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

/** A cycle's draft while it is edited: with its history, and on its way to the server. */
export function useDraft(
  cycle: CycleWithDocument,
  { send, onSaved }: { send: (draft: Draft, revision: number) => Promise<CycleWithDocument>; onSaved: () => void },
): DraftEditor {
  const [begin] = useState(() => beginning(cycle));
  const [history, dispatch] = useReducer(moved, begin.history);
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const hears = useRef({ send, onSaved });
  hears.current = { send, onSaved };
  const [autosave] = useState(() => {
    const deps = {
      send: async (draft: Draft, revision: number) => savedOf(await hears.current.send(draft, revision)),
      keeper: begin.keeper,
      now: Date.now,
      onState: setState,
      onSaved: () => hears.current.onSaved(),
    };
    // What was kept goes on from where it was made, so that a change made meanwhile is noticed.
    return new Autosave(deps, { ...savedOf(cycle), revision: begin.from ?? cycle.revision });
  });
  useEffect(() => autosave.change(history.present), [autosave, history.present]);
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
    const theirs = { ...autosave.state.theirs, name: present.name };
    autosave.adopt(theirs);
    dispatch({ do: "act", label: texts.tookTheirs, change: () => theirs, key: null });
  }, [autosave, present.name]);
  return { draft: present, history, state, revision: autosave.revision, ...acts, takeTheirs };
}
