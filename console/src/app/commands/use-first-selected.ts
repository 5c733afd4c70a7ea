import type { SpotlightStore } from "@mantine/spotlight";
import { type RefObject, useLayoutEffect } from "react";

interface Shown {
  list: RefObject<HTMLElement | null>;
  /** Whether somebody has gone to another entry since something was typed. */
  moved: RefObject<boolean>;
  /** What tells one list from another. */
  entries: string;
}

/**
 * Enter takes the nearest of what is shown. The library selects the first entry when something is typed, before the server
 * has answered, and what is found then comes above it. An entry that somebody has gone to stays the one that Enter takes.
 */
export function useFirstSelected(store: SpotlightStore, { list, moved, entries }: Shown): void {
  useLayoutEffect(() => {
    const actions = [...(list.current?.querySelectorAll("[data-action]") ?? [])];
    const chosen = moved.current ? actions.findIndex((action) => action.hasAttribute("data-selected")) : 0;
    const selected = Math.max(chosen, 0);
    for (const [index, action] of actions.entries()) action.toggleAttribute("data-selected", index === selected);
    store.updateState((state) => ({ ...state, selected }));
  }, [store, list, moved, entries]);
}
