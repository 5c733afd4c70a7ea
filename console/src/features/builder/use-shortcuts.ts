import { useEffect, useRef } from "react";

/** Whether keys belong to what is being typed into. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role=combobox]") !== null)
  );
}

const covers = "[role=dialog], [role=menu]";

/** Whether a key is for a dialog or a menu: one that is open, or that the same key has just closed. */
export const isCovered = ({ target }: KeyboardEvent): boolean =>
  document.querySelector(covers) !== null || (target instanceof Element && target.closest(covers) !== null);

export interface Shortcuts {
  undo: () => void;
  redo: () => void;
  duplicate: () => void;
  selectAll: () => void;
  remove: () => void;
  add: () => void;
  enter: () => void;
  rename: () => void;
  disable: () => void;
  escape: () => void;
  find: () => void;
  view: () => void;
  fit: () => void;
  fitSelection: () => void;
  ownSize: () => void;
  tidy: () => void;
  zoomIn: () => void;
  zoomOut: () => void;
  run: () => void;
  test: () => void;
  runToHere: () => void;
  save: () => void;
  keys: () => void;
}

const withControl: Readonly<Record<string, keyof Shortcuts>> = {
  z: "undo",
  y: "redo",
  d: "duplicate",
  a: "selectAll",
  f: "find",
  s: "save",
  Enter: "test",
};
const plain: Readonly<Record<string, keyof Shortcuts>> = {
  Delete: "remove",
  Backspace: "remove",
  a: "add",
  Enter: "enter",
  F2: "rename",
  d: "disable",
  Escape: "escape",
  o: "view",
  t: "test",
  "0": "ownSize",
  "1": "fit",
  "2": "fitSelection",
  "+": "zoomIn",
  "-": "zoomOut",
  "?": "keys",
};

/** @internal What a key means here; undefined for one that is somebody else's. */
export function shortcutOf(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): keyof Shortcuts | undefined {
  const control = event.ctrlKey || event.metaKey;
  // By the key and not its letter: with Alt it writes another one on some machines.
  if (event.altKey) return event.shiftKey && !control && event.code === "KeyT" ? "tidy" : undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!control) return key === "t" && event.shiftKey ? "runToHere" : plain[key];
  if (event.shiftKey && key === "z") return "redo";
  if (event.shiftKey && key === "Enter") return "run";
  return withControl[key];
}

/** Buttons and links answer Enter themselves. */
const answersEnter = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("button, a, summary") !== null;

/** What is meant also while something is written. */
const whileTyping: ReadonlySet<keyof Shortcuts> = new Set(["run", "find", "save"]);

/** Keys of the Builder; in a text field they stay the field's own, so that its undo undoes its words. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const meant = shortcutOf(event);
      if (meant === undefined || event.defaultPrevented || isCovered(event)) return;
      const isOwn = !whileTyping.has(meant) && !(meant === "test" && event.key === "Enter");
      if (isTyping(event.target) && isOwn) return;
      if (meant === "enter" && answersEnter(event.target)) return;
      event.preventDefault();
      latest.current[meant]();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
