import { useEffect } from "react";
import { moveRow, pickRow } from "./row-keys.ts";

interface Shortcuts {
  onPalette: () => void;
  onSheet: () => void;
  /** A key after G. */
  onGo: (key: string) => void;
  /** Where single keys mean something else, in the Builder for instance. */
  quiet: boolean;
}

/** How long G is remembered. In ms. */
const sequenceMs = 1500;

const writesInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) &&
  // It takes no letters.
  !(target instanceof HTMLInputElement && target.type === "checkbox");

const isAsked = (): boolean => document.querySelector("[role=dialog], [role=menu]") !== null;

function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>("main [role=search] input");
  field?.focus();
  return field !== null;
}

/** J and K go through the rows of a list, X picks one. Whether that did something. */
function isRowKey({ key, shiftKey }: KeyboardEvent): boolean {
  switch (key.toLowerCase()) {
    case "j":
      return moveRow(1);
    case "k":
      return moveRow(-1);
    case "x":
      return pickRow(shiftKey);
    default:
      return false;
  }
}

/** Keys that work everywhere: Ctrl+K, ?, /, G with a letter, and those of lists. */
export function useShortcuts({ onPalette, onSheet, onGo, quiet }: Shortcuts): void {
  useEffect(() => {
    let goUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
        return;
      }
      if (quiet || event.ctrlKey || event.metaKey || event.altKey || writesInto(event.target) || isAsked()) return;
      if (performance.now() < goUntil) {
        goUntil = 0;
        onGo(event.key.toLowerCase());
      } else if (event.key === "?") onSheet();
      else if (event.key === "/" && focusSearch()) event.preventDefault();
      else if (isRowKey(event)) event.preventDefault();
      else if (event.key === "g") goUntil = performance.now() + sequenceMs;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [onPalette, onSheet, onGo, quiet]);
}
