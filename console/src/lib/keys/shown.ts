import { partsOf } from "./combination.ts";
import { texts } from "./texts.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const signs = isMac ? { Ctrl: "⌘", Shift: "Shift", Alt: "Option" } : { Ctrl: "Ctrl", Shift: "Shift", Alt: "Alt" };

/** The keys of a combination as they stand on this machine's keyboard. */
export function keysShown(combination: string): readonly string[] {
  const { held, key } = partsOf(combination);
  return [...held.map((one) => signs[one]), texts.names.get(key) ?? key];
}
