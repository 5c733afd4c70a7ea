import { useMediaQuery } from "@mantine/hooks";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import type { CycleWithDocument } from "@velodrome/contract";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { AddDialog } from "./add-dialog.tsx";
import { BuilderContext, type BuilderState } from "./builder-context.ts";
import type { BuilderHost, DataChoice, Place } from "./builder-host.ts";
import { BuilderBody } from "./builder-body.tsx";
import { BuilderDialogs } from "./builder-dialogs.tsx";
import { fitting } from "./canvas/fitting.ts";
import type { RunShown } from "./canvas/use-looks.ts";
import { sampleOf } from "./document/data-sources.ts";
import { takenIds } from "./document/step-id.ts";
import { stillEditor } from "./draft/still-editor.ts";
import { type DraftEditor, useDraft } from "./draft/use-draft.ts";
import type { Draft } from "./draft/kept-draft.ts";
import type { Before } from "./draft/kept-histories.ts";
import { copyText } from "../../lib/copy-text.ts";
import { returnToBuilder } from "../../lib/left-builder.ts";
import { paletteEntries } from "./palette-entry.ts";
import { texts } from "./texts.ts";
import { type Dialog, TopBar, type View } from "./top-bar.tsx";
import { TrialDialogs } from "./trial/trial-dialogs.tsx";
import { samplesWith } from "./trial/trial-samples.ts";
import { outputsOfTrials, useTrials } from "./trial/use-trials.ts";
import { useBuilderActs } from "./use-builder-acts.ts";
import { useBuilderKeys } from "./use-builder-keys.ts";
import { useClipboard } from "./use-clipboard.ts";
import { useSaid } from "./use-said.ts";
import classes from "./builder.module.css";
import { type RunActs, RunControl } from "./versions/run-control.tsx";

interface SharedProps {
  host: Omit<BuilderHost, "cycle">;
  cycle: CycleWithDocument;
  /** Said above the drawing. */
  banner: ReactNode;
  /** Stands under the drawing. */
  foot?: ReactNode;
  /** The step that the address names. */
  step: string | null;
  onStep: (step: string | null) => void;
}

interface InsideProps extends SharedProps {
  editor: DraftEditor;
  run: RunActs | null;
  shown: RunShown | null;
  control: ReactNode;
}

/** What is selected and open; what is gone from the document is neither. */
function useSight(editor: DraftEditor, { step, onStep }: Pick<SharedProps, "step" | "onStep">) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(step === null ? [] : [step]));
  const ids = useMemo(() => takenIds(editor.draft.document), [editor.draft.document]);
  const selection = useMemo(() => {
    const there = new Set([...chosen].filter((id) => ids.has(id)));
    return there.size === chosen.size ? chosen : there;
  }, [chosen, ids]);
  const [acts] = useState(() => ({ select: (wanted: Iterable<string>) => setChosen(new Set(wanted)) }));
  return { selection, opened: step !== null && ids.has(step) ? step : null, open: onStep, ...acts };
}

/** The group whose name is being written. One that is gone has no name, also when it comes back. */
function useGroupNamed({ draft: { document } }: DraftEditor) {
  const [named, nameGroup] = useState<string | null>(null);
  const groupNamed = named !== null && document.steps.some(({ group }) => group === named) ? named : null;
  useEffect(() => nameGroup(groupNamed), [groupNamed]);
  return { groupNamed, nameGroup };
}

/** The tests of this draft, and what each step is taken to give with them. */
function useTried({ host, editor }: InsideProps) {
  const latest = useRef(host.samples);
  const { done, ...trials } = useTrials({
    editor,
    tryDraft: host.tryDraft,
    sampleOf: (step) => sampleOf(step, { samples: latest.current, connectors: host.connectors }),
  });
  const { pins } = editor.draft.document;
  latest.current = useMemo(() => samplesWith(host.samples, pins, outputsOfTrials(done)), [host.samples, pins, done]);
  return { trials, samples: latest.current };
}

interface Outside {
  covered: number;
  say: (text: string) => void;
  askToAdd: (place: Place | null) => void;
  chooseData: (choice: DataChoice | null) => void;
}

function useBuilderState(props: InsideProps, outside: Outside): BuilderState {
  const { host: given, cycle, editor, shown } = props;
  const { trials, samples } = useTried(props);
  const host = useMemo(() => ({ ...given, cycle, samples }), [given, cycle, samples]);
  const sight = { ...useSight(editor, props), ...useGroupNamed(editor) };
  const acts = useBuilderActs({ host, editor, ...sight });
  const flow = useReactFlow();
  const small = useMediaQuery("(max-width: 48em)") === true;
  const reveal = (steps: readonly string[]) =>
    void flow.fitView({ ...fitting(outside.covered), nodes: steps.map((id) => ({ id })), duration: 150 });
  return { ...host, editor, editable: shown === null && !small, ...sight, acts, trials, ...outside, reveal };
}

const inert: RunActs = {
  run: () => undefined,
  publish: () => undefined,
  stop: () => undefined,
  runWith: () => undefined,
  busy: false,
  question: null,
};

function Inside(props: InsideProps) {
  const { shown, control, banner, foot = null, run = null } = props;
  const [place, setPlace] = useState<Place | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [view, setView] = useState<View>(() => (window.matchMedia("(max-width: 48em)").matches ? "outline" : "canvas"));
  const [wide, setWide] = useState(false);
  const [selectedEdge, setEdge] = useState<string | null>(null);
  const [choice, setChoice] = useState<DataChoice | null>(null);
  const { said, say } = useSaid();
  const [covered, setCovered] = useState(0);
  const state = useBuilderState(props, { covered, askToAdd: setPlace, chooseData: setChoice, say });
  const { editor, acts } = state;
  const entries = useMemo(() => paletteEntries(state.connectors.values()), [state.connectors]);
  const runActs = run ?? inert;
  useBuilderKeys({
    state,
    run: runActs,
    selectedEdge,
    setEdge,
    setDialog,
    setWide,
    setView,
    onPublish: () => setDialog("publish"),
  });
  useClipboard(acts, state.editable, say);
  const exportJson = async () =>
    say((await copyText(JSON.stringify(editor.draft.document, null, 2))) ? texts.exported : texts.clipboardKept);
  return (
    <BuilderContext value={state}>
      <div className={classes.builder}>
        <TopBar
          view={view}
          onView={setView}
          onDialog={setDialog}
          onExport={() => void exportJson()}
          past={shown?.run ?? null}
          run={control ?? <RunControl acts={runActs} onPublish={() => setDialog("publish")} />}
        />
        <BuilderBody
          {...{ entries, view, shown, wide, selectedEdge, banner, foot, said }}
          onEdge={setEdge}
          onWide={setWide}
          onCovered={setCovered}
        />
        {place === null ? null : <AddDialog entries={entries} place={place} onClose={() => setPlace(null)} />}
        <TrialDialogs choice={choice} onRun={runActs.runWith} />
        <BuilderDialogs dialog={dialog} run={runActs} onClose={() => setDialog(null)} />
      </div>
    </BuilderContext>
  );
}

interface BuilderProps extends SharedProps {
  /** What this tab knows of the draft from before. */
  before: Before;
  /** Brings a draft to the server. */
  send: (draft: Draft, revision: number) => Promise<CycleWithDocument>;
  /** The draft is at the server, in this revision. */
  onSaved: () => void;
  /** Acts on the cycle, once the draft is at the server. */
  useRunActs: (flush: DraftEditor["flush"]) => RunActs;
}

/** Where a cycle is built. */
export function Builder({ before, send, onSaved, useRunActs, ...shared }: BuilderProps) {
  const editor = useDraft(shared.cycle, { before, send, onSaved });
  const run = useRunActs(editor.flush);
  useEffect(returnToBuilder, []);
  return (
    <ReactFlowProvider>
      <Inside {...shared} editor={editor} run={run} shown={null} control={null} />
    </ReactFlowProvider>
  );
}

/** A run on the canvas of the version it ran by: to be looked at only. */
export function BuilderOfRun({ shown, control, ...shared }: SharedProps & { shown: RunShown; control: ReactNode }) {
  const { name, document, revision } = shared.cycle;
  const editor = useMemo(() => stillEditor({ name, document }, revision), [name, document, revision]);
  return (
    <ReactFlowProvider>
      <Inside {...shared} editor={editor} run={null} shown={shown} control={control} />
    </ReactFlowProvider>
  );
}
