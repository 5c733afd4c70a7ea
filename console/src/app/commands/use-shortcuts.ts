import { useEffect } from "react";
import type { ActOf, Heard } from "../../lib/keys/acts.ts";
import { combinationOf } from "../../lib/keys/combination.ts";
import { meantBy } from "../../lib/keys/keys.ts";
import { useKeys } from "../../lib/keys/use-keys.ts";
import { moveRow, pickRow } from "./row-keys.ts";

interface Shortcuts {
  onPalette: () => void;
  onSheet: () => void;
  /** By two keys: one for going, one that says where. */
  onGo: (act: ActOf<"go">) => void;
  /** Where single keys mean something else, in the Builder for instance. */
  quiet: boolean;
}

/** How long the key for going is remembered. In ms. */
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

/** What did something without saying so. */
const done = (act: () => void) => () => {
  act();
  return true;
};

/** Keys that work everywhere, and those of lists. */
export function useShortcuts({ onPalette, onSheet, onGo, quiet }: Shortcuts): void {
  const keys = useKeys();
  useEffect(() => {
    let goUntil = 0;
    /** Each says whether it did something. */
    const does: Readonly<Record<Heard<"console">, () => boolean>> = {
      palette: done(onPalette),
      sheet: done(onSheet),
      search: focusSearch,
      nextRow: () => moveRow(1),
      lastRow: () => moveRow(-1),
      pickRow: () => pickRow(false),
      pickRows: () => pickRow(true),
      go: done(() => {
        goUntil = performance.now() + sequenceMs;
      }),
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || combinationOf(event) === undefined) return;
      const meant = meantBy(keys, "console", event);
      if (meant?.whileTyping !== true) {
        if ((quiet && meant?.act !== "palette") || writesInto(event.target) || isAsked()) return;
        const goes = performance.now() < goUntil;
        goUntil = 0;
        const target = goes ? meantBy(keys, "go", event)?.act : undefined;
        if (target !== undefined) onGo(target);
        if (goes) return;
      }
      if (meant !== undefined && does[meant.act]()) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [keys, onPalette, onSheet, onGo, quiet]);
}
