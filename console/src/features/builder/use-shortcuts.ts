import { useEffect, useRef } from "react";
import type { Heard } from "../../lib/keys/acts.ts";
import { meantBy } from "../../lib/keys/keys.ts";
import { useKeys } from "../../lib/keys/use-keys.ts";

/** Whether keys belong to what is being typed into. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role=combobox]") !== null)
  );
}

const covers = "[role=dialog], [role=menu]";

/** Keys that came while a dialog or a menu was open. */
const covered = new WeakSet<KeyboardEvent>();

function noteCovered(event: KeyboardEvent): void {
  if (document.querySelector(covers) !== null) covered.add(event);
}

/** Whether a key is for a dialog or a menu: one that is open, or that the same key has just closed. */
export const isCovered = (event: KeyboardEvent): boolean =>
  covered.has(event) ||
  document.querySelector(covers) !== null ||
  (event.target instanceof Element && event.target.closest(covers) !== null);

/** What each act of the Builder's table does now. */
export type Shortcuts = Readonly<Record<Heard<"builder">, () => void>>;

/** Buttons and links answer Enter themselves. */
const answersEnter = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("button, a, summary") !== null;

/** Keys of the Builder; in a text field they stay the field's own, so that its undo undoes its words. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const keys = useKeys();
  const latest = useRef({ shortcuts, keys });
  latest.current = { shortcuts, keys };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const meant = meantBy(latest.current.keys, "builder", event);
      if (meant === undefined || event.defaultPrevented || isCovered(event)) return;
      if (isTyping(event.target) && !meant.whileTyping) return;
      if (meant.act === "enter" && answersEnter(event.target)) return;
      event.preventDefault();
      latest.current.shortcuts[meant.act]();
    };
    // Before what is opened later hears the key, and is gone by then.
    window.addEventListener("keydown", noteCovered, { capture: true });
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", noteCovered, { capture: true });
      window.removeEventListener("keydown", onKey);
    };
  }, []);
}
