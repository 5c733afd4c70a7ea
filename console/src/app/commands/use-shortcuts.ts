import { useEffect } from "react";

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
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

const isAsked = (): boolean => document.querySelector("[role=dialog], [role=menu]") !== null;

function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>("main [role=search] input");
  field?.focus();
  return field !== null;
}

/** Keys that work everywhere: Ctrl+K, ?, / and G with a letter. */
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
      else if (event.key === "g") goUntil = performance.now() + sequenceMs;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [onPalette, onSheet, onGo, quiet]);
}
