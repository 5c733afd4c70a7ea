import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";

/** Where the keyboard is; of a menu, which is gone soon, what opened it. */
function keyboardAt(): Element | null {
  const menu = document.activeElement?.closest("[role=menu]")?.getAttribute("aria-labelledby") ?? null;
  return menu === null ? document.activeElement : document.getElementById(menu);
}

/** Mantine gives the keyboard back when a dialog closes, but not when it is taken out of the page. */
function useKeyboardBack(): void {
  const [before] = useState(keyboardAt);
  useEffect(
    () => () => {
      const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
      if (!isElsewhere && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}

/** A dialog that is open as long as it is in the page; afterwards the keyboard is where it was before. */
export function OpenDialog(props: Omit<ModalProps, "opened">) {
  useKeyboardBack();
  return <Modal opened {...props} />;
}
