import { createContext, useContext } from "react";
import type { BuilderHost, DataChoice, Place } from "./builder-host.ts";
import type { DraftEditor } from "./draft/use-draft.ts";
import type { Trials } from "./trial/use-trials.ts";
import type { BuilderActs } from "./use-builder-acts.ts";

export interface BuilderState extends BuilderHost {
  editor: DraftEditor;
  /** Not while a past run is looked at, nor on a phone. */
  editable: boolean;
  acts: BuilderActs;
  selection: ReadonlySet<string>;
  select: (ids: Iterable<string>) => void;
  /** The step whose panel is open. */
  opened: string | null;
  open: (step: string | null) => void;
  /** The group whose name is being written. */
  groupNamed: string | null;
  nameGroup: (name: string | null) => void;
  /** Tests of steps of this draft. */
  trials: Trials;
  /** Opens or closes the choice of what a step is tried with. */
  chooseData: (choice: DataChoice | null) => void;
  /** Asks which step to add at a place. */
  askToAdd: (place: Place | null) => void;
  /** Tells what came of an act, where nothing else shows it. */
  say: (text: string) => void;
  /** So much of the top of the canvas lies under a notice, in px. */
  covered: number;
  /** Draws attention to steps on the canvas. */
  reveal: (steps: readonly string[]) => void;
}

export const BuilderContext = createContext<BuilderState | null>(null);

export function useBuilder(): BuilderState {
  const builder = useContext(BuilderContext);
  if (builder === null) throw new Error("A part of the Builder stands outside of it.");
  return builder;
}
