import { KeysSheet } from "../../ui/keys/keys-sheet.tsx";
import { texts } from "./texts.ts";

/** Every key that works everywhere. */
export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  return <KeysSheet places={["console", "go"]} title={texts.sheet} onClose={onClose} />;
}
