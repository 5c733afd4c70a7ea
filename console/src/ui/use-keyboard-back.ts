import { useEffect, useState } from "react";

/** Where the keyboard is; of a menu, which is gone soon, what opened it. */
function keyboardAt(): Element | null {
  const menu = document.activeElement?.closest("[role=menu]")?.getAttribute("aria-labelledby") ?? null;
  return menu === null ? document.activeElement : document.getElementById(menu);
}

/** What was there; where it was drawn anew meanwhile, what has its id now. */
const found = (before: Element): Element | null =>
  before.isConnected || before.id === "" ? before : document.getElementById(before.id);

/**
 * What is over the page as long as it is in it gives the keyboard back: Mantine does so when a dialog or a menu closes, but
 * not when it is taken out of the page.
 */
export function useKeyboardBack(): void {
  const [before] = useState(keyboardAt);
  useEffect(
    () => () => {
      const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
      const back = before === null ? null : found(before);
      if (!isElsewhere && back instanceof HTMLElement) back.focus({ preventScroll: true });
    },
    [before],
  );
}
