import { type ReactFlowInstance, useReactFlow } from "@xyflow/react";
import type { TestReach } from "@velodrome/contract";
import type { BuilderState } from "./builder-context.ts";
import { fitting } from "./canvas/fitting.ts";
import { edgeId } from "./canvas/flow-shape.ts";
import { groupMadeOf } from "./document/groups.ts";
import type { Dialog, View } from "./top-bar.tsx";
import { useTidy } from "./canvas/use-tidy.ts";
import { texts } from "./texts.ts";
import { canBeTried } from "./trial/trial-bar.tsx";
import { placeBySelection } from "./use-builder-acts.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import type { RunActs } from "./versions/run-control.tsx";

interface Given {
  state: BuilderState;
  run: RunActs;
  selectedEdge: string | null;
  setEdge: (id: string | null) => void;
  setDialog: (dialog: Dialog) => void;
  setWide: (wide: boolean) => void;
  setView: (change: (view: View) => View) => void;
  onPublish: () => void;
}

/** The step that keys are about: the open one, or the only selected one. */
function stepInHand({ opened, selection }: BuilderState): string | null {
  const [only, another] = selection;
  return another === undefined ? (only ?? opened) : null;
}

/** Brings the keyboard into the name of what is in hand: a step, or a group as a whole. */
function renameInHand(state: BuilderState): void {
  const { editor, nameGroup, open, selection } = state;
  const step = stepInHand(state);
  if (step === null) {
    nameGroup(groupMadeOf(editor.draft.document, selection));
    return;
  }
  open(step);
  // The panel stands once the page has drawn it.
  requestAnimationFrame(() => window.document.getElementById(`name-${step}`)?.focus());
}

function tryInHand(state: BuilderState, reach: TestReach): void {
  const { editor, open, trials } = state;
  const step = editor.draft.document.steps.find(({ id }) => id === stepInHand(state));
  if (step === undefined || !canBeTried(step) || trials.pending !== null) return;
  open(step.id);
  trials.start({ step: step.id, reach });
}

/** What changes how the canvas is seen. */
const sightKeys = (flow: ReactFlowInstance, covered: number, selection: ReadonlySet<string>) => ({
  fit: () => void flow.fitView(fitting(covered)),
  fitSelection: () => void flow.fitView({ ...fitting(covered), nodes: [...selection].map((id) => ({ id })) }),
  ownSize: () => void flow.zoomTo(1),
  zoomIn: () => void flow.zoomIn(),
  zoomOut: () => void flow.zoomOut(),
});

/** Every key of the Builder, and what it does now. */
export function useBuilderKeys({
  state,
  run,
  selectedEdge,
  setEdge,
  setDialog,
  setWide,
  setView,
  onPublish,
}: Given): void {
  const { acts, askToAdd, covered, editable, editor, open, say, select, selection } = state;
  const { document } = editor.draft;
  const flow = useReactFlow();
  const tidy = useTidy(state);
  const inEditing = (act: () => void) => () => {
    if (editable) act();
  };
  useShortcuts({
    undo: inEditing(editor.undo),
    redo: inEditing(editor.redo),
    duplicate: inEditing(acts.duplicate),
    selectAll: () => select(document.steps.map(({ id }) => id)),
    remove: inEditing(() => {
      const edge = document.edges.find((one) => edgeId(one) === selectedEdge);
      if (selection.size > 0) acts.remove(selection);
      else if (edge !== undefined) acts.disconnect(edge);
    }),
    add: inEditing(() => askToAdd(placeBySelection(document, selection))),
    enter: () => {
      const step = stepInHand(state);
      if (step === null) return;
      open(step);
      setWide(true);
    },
    rename: inEditing(() => renameInHand(state)),
    disable: inEditing(() => acts.toggleDisabled(selection)),
    group: inEditing(() => acts.group(selection)),
    ungroup: inEditing(() => acts.ungroup(selection)),
    escape: () => {
      open(null);
      select([]);
      setEdge(null);
    },
    find: () => setDialog("find"),
    view: () => setView((view) => (view === "canvas" ? "outline" : "canvas")),
    ...sightKeys(flow, covered, selection),
    tidy: inEditing(() => tidy.mutate(undefined, { onError: () => say(texts.tidyFailed) })),
    run: () => run.run({}),
    test: inEditing(() => tryInHand(state, "step")),
    runToHere: inEditing(() => tryInHand(state, "way")),
    save: inEditing(onPublish),
    keys: () => setDialog("keys"),
  });
}
