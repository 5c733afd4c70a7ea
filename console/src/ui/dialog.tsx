import { Modal, type ModalProps } from "@mantine/core";
import { texts } from "../lib/texts.ts";
import { useKeyboardBack } from "./use-keyboard-back.ts";
import { useTopmost } from "./use-topmost.ts";

/** A dialog of a page that goes on standing around it while it is closed. */
export function Dialog(props: ModalProps) {
  const topmost = useTopmost(props.opened);
  return <Modal closeOnEscape={topmost} closeButtonProps={{ "aria-label": texts.close }} {...props} />;
}

/** A dialog that is open as long as it is in the page; afterwards the keyboard is where it was before. */
export function OpenDialog(props: Omit<ModalProps, "opened">) {
  useKeyboardBack();
  return <Dialog opened {...props} />;
}
