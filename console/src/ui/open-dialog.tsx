import { Modal, type ModalProps } from "@mantine/core";
import { useKeyboardBack } from "./use-keyboard-back.ts";
import { useTopmost } from "./use-topmost.ts";

/** A dialog that is open as long as it is in the page; afterwards the keyboard is where it was before. */
export function OpenDialog(props: Omit<ModalProps, "opened">) {
  useKeyboardBack();
  const topmost = useTopmost();
  return <Modal opened closeOnEscape={topmost} {...props} />;
}
