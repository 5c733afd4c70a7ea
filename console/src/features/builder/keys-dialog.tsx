import { KeysSheet } from "../../ui/keys/keys-sheet.tsx";
import { texts } from "./texts.ts";

/** Every key of the Builder. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return <KeysSheet places={["builder"]} title={texts.shortcuts} onClose={onClose} />;
}
