import { Button, Stack, Text } from "@mantine/core";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useBuilder } from "./builder-context.ts";
import { Canvas } from "./canvas/canvas.tsx";
import type { MenuAt } from "./canvas/menu-at.ts";
import type { RunShown } from "./canvas/use-looks.ts";
import { CanvasMenu } from "./canvas-menu.tsx";
import classes from "./builder.module.css";
import { SaveTrouble } from "./draft/save-mark.tsx";
import { OutlineView } from "./outline-view.tsx";
import { Palette } from "./palette.tsx";
import type { PaletteEntry } from "./palette-entry.ts";
import { FocusView } from "./panel/focus-view.tsx";
import { StepPanel } from "./panel/step-panel.tsx";
import { texts } from "./texts.ts";
import type { View } from "./top-bar.tsx";
import { placeBySelection } from "./use-builder-acts.ts";
import { useDoubleClick } from "./use-double-click.ts";

interface BuilderBodyProps {
  entries: readonly PaletteEntry[];
  view: View;
  shown: RunShown | null;
  banner: ReactNode;
  foot: ReactNode;
  /** What came of the last act, where nothing else shows it. */
  said: string | null;
  /** Whether the open step fills the page. */
  wide: boolean;
  onWide: (wide: boolean) => void;
  selectedEdge: string | null;
  onEdge: (id: string | null) => void;
  /** How much of the top of the canvas lies under what is said there. In px. */
  onCovered: (height: number) => void;
}

function Empty() {
  const { askToAdd } = useBuilder();
  return (
    <div className={classes.empty}>
      <Stack align="center" gap="sm" className={classes.emptyCard}>
        <Text fw="var(--vd-weight-strong)">{texts.emptyHeading}</Text>
        <Text c="dimmed" ta="center">
          {texts.emptyText}
        </Text>
        <Button variant="default" onClick={() => askToAdd({ kind: "somewhere" })}>
          {texts.emptyButton}
        </Button>
      </Stack>
    </div>
  );
}

/** What is drawn, and the menu over it. */
function Drawing({ entries, view, shown, selectedEdge, onEdge, onWide }: BuilderBodyProps) {
  const { acts, editor, editable, open, selection } = useBuilder();
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const enter = () => {
    const [first] = selection;
    if (first === undefined) return;
    open(first);
    onWide(true);
  };
  if (view === "outline") return <OutlineView shown={shown} />;
  return (
    <>
      <Canvas
        shown={shown}
        selectedEdge={selectedEdge}
        onEdge={onEdge}
        onEntry={(key, place) => {
          const entry = entries.find((one) => one.key === key);
          if (entry !== undefined) acts.add(entry, place);
        }}
        onMenu={setMenu}
        onEnter={enter}
      />
      {editor.draft.document.steps.length === 0 && editable ? <Empty /> : null}
      {menu === null ? null : <CanvasMenu menu={menu} onClose={() => setMenu(null)} onEnter={enter} />}
    </>
  );
}

interface TroublesProps {
  /** Whether it lies over what is drawn, which would else be pushed down and cut at its foot each time something is said. */
  over: boolean;
  onCovered: (height: number) => void;
  children: ReactNode;
}

/** What must be known about the cycle, or about the run that is looked at. */
function Troubles({ over, onCovered, children }: TroublesProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null || !over) return;
    const observer = new ResizeObserver(() => onCovered(current.offsetHeight));
    observer.observe(current);
    return () => {
      observer.disconnect();
      onCovered(0);
    };
  }, [over, onCovered]);
  return (
    <div className={classes.troubles} data-over={over || undefined} ref={box}>
      {children}
    </div>
  );
}

/** Palette, drawing and the open step, side by side. */
export function BuilderBody(props: BuilderBodyProps) {
  const { entries, banner, foot, said, wide, onWide } = props;
  const { acts, editor, editable, open, opened, selection } = useBuilder();
  const { document } = editor.draft;
  const twice = useDoubleClick((id) => {
    open(id);
    onWide(true);
  });
  const step = document.steps.find(({ id }) => id === opened);
  return (
    <div className={classes.body} {...twice}>
      {editable ? (
        <aside className={classes.palette} aria-label={texts.palette}>
          <Palette
            entries={entries}
            draggable
            onChoose={(entry) =>
              acts.add(entry, entry.starts ? { kind: "somewhere" } : placeBySelection(document, selection))
            }
          />
        </aside>
      ) : null}
      <div className={classes.main} data-flows={props.view === "outline" || undefined}>
        <Troubles over={props.view === "canvas"} onCovered={props.onCovered}>
          <SaveTrouble editor={editor} />
          {banner}
        </Troubles>
        <div className={classes.drawing}>
          <Drawing {...props} />
          <p className={classes.said} role="status">
            {said}
          </p>
        </div>
        {foot === null ? null : <div className={classes.foot}>{foot}</div>}
      </div>
      {step === undefined || wide ? null : (
        <div className={classes.panel}>
          <StepPanel key={step.id} step={step} onWiden={() => onWide(true)} />
        </div>
      )}
      {step === undefined || !wide ? null : <FocusView key={step.id} step={step} onClose={() => onWide(false)} />}
    </div>
  );
}
