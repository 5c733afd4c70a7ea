import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { type BuilderState, useBuilder } from "../builder-context.ts";
import { gridSize, onGrid, positionsOf } from "../document/positions.ts";
import { texts } from "../texts.ts";
import { isCovered, isTyping } from "../use-shortcuts.ts";
import { type Direction, neighbourOf, runOf } from "./neighbour.ts";

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const towards = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
} as const;
/** So many times as far steps move while Shift is held. */
const strides = 4;

const cardClass = ".react-flow__node";

/** What is told to whoever does not see it; null where the card that has the keyboard tells it itself. */
type Told = string | null;

/** Goes to the step that lies there; undefined where there is none. */
function walk(builder: BuilderState, canvas: HTMLElement, from: string, direction: Direction): Told | undefined {
  const { editor, open, opened, select } = builder;
  const next = neighbourOf(editor.draft.document, from, direction);
  if (next === null) return undefined;
  select([next]);
  // A panel that is open goes along.
  if (opened !== null) open(next);
  // The browser would scroll the canvas within its frame; it brings a card into sight itself.
  const card = canvas.querySelector<HTMLElement>(`${cardClass}[data-id="${CSS.escape(next)}"]`);
  card?.focus({ preventScroll: true });
  return null;
}

function extend({ editor, select }: BuilderState, from: readonly string[], direction: Direction): Told {
  const run = runOf(editor.draft.document, from, direction);
  select(run);
  return texts.selectedNow(run.size);
}

function nudge({ acts, editable, editor, selection }: BuilderState, direction: Direction, far: boolean): Told {
  if (!editable) return null;
  const by = gridSize * (far ? strides : 1);
  const { x, y } = towards[direction];
  const moved = new Map(
    [...positionsOf(editor.draft.document)]
      .filter(([id]) => selection.has(id))
      .map(([id, at]) => [id, onGrid({ x: at.x + x * by, y: at.y + y * by })]),
  );
  // They go on being one act until something else is done.
  acts.move(moved, `move ${[...moved.keys()].join(" ")}`);
  return texts.movedNow(moved.size, direction);
}

type Pressed = Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "shiftKey">;

/** What an arrow does; undefined where it is none of ours. `mayMove`: whether it may move steps without being told to. */
function press(
  builder: BuilderState,
  canvas: HTMLElement,
  { direction, event, mayMove }: { direction: Direction; event: Pressed; mayMove: boolean },
): { told: Told; walked: boolean } | undefined {
  const { selection } = builder;
  const focused = document.activeElement?.closest<HTMLElement>(cardClass)?.dataset.id;
  // Whoever came to a card by Tab goes on from there.
  const from = focused === undefined || selection.has(focused) ? [...selection] : [focused];
  const [first, another] = from;
  if (first === undefined) return undefined;
  if (event.ctrlKey || event.metaKey) {
    return { told: selection.size === 0 ? null : nudge(builder, direction, event.shiftKey), walked: false };
  }
  if (event.shiftKey) return { told: extend(builder, from, direction), walked: false };
  const told = another === undefined ? walk(builder, canvas, first, direction) : undefined;
  if (told !== undefined) return { told, walked: true };
  return { told: mayMove && selection.has(first) ? nudge(builder, direction, false) : null, walked: false };
}

/** Arrows on the canvas: from step to step, along the ways, or steps by themselves. They come before the canvas's own. */
export function useArrows(): void {
  const builder = useBuilder();
  const store = useStoreApi();
  const latest = useRef(builder);
  latest.current = builder;
  useEffect(() => {
    let walking = false;
    const onKey = (event: KeyboardEvent) => {
      const direction = directions[event.key];
      const canvas = store.getState().domNode;
      if (direction === undefined || canvas === null || isTyping(event.target)) return;
      const within = event.target instanceof Node && canvas.contains(event.target);
      if (!within && (event.target !== document.body || isCovered(event))) return;
      if (!event.altKey) {
        // Who holds a key to go through the steps does not move the last one.
        const pressed = press(latest.current, canvas, { direction, event, mayMove: !(event.repeat && walking) });
        if (pressed === undefined) return;
        walking = pressed.walked || (event.repeat && walking);
        event.preventDefault();
        if (pressed.told !== null) store.setState({ ariaLiveMessage: pressed.told });
      }
      // With Alt they are the browser's.
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [store]);
}
