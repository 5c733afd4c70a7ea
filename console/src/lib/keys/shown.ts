import { type Parts, partsOf, type Press } from "./combination.ts";
import { texts } from "./texts.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const signs = isMac ? { Ctrl: "⌘", Shift: "Shift", Alt: "Option" } : { Ctrl: "Ctrl", Shift: "Shift", Alt: "Alt" };

const shown = ({ held, key }: Parts): readonly string[] => [
  ...held.map((one) => signs[one]),
  texts.names.get(key) ?? key,
];

/** The keys of a combination as they stand on this machine's keyboard. */
export const keysShown = (combination: string): readonly string[] => shown(partsOf(combination));

/** The same in one word, as it stands within a text. */
export const wordShown = (combination: string): string => keysShown(combination).join("+");

/** What is held so far, while the key itself is still to come. */
export function heldShown({ ctrlKey, metaKey, shiftKey, altKey }: Omit<Press, "key" | "code">): string {
  const held = [
    ...(ctrlKey || metaKey ? [signs.Ctrl] : []),
    ...(shiftKey ? [signs.Shift] : []),
    ...(altKey ? [signs.Alt] : []),
  ];
  return held.map((one) => `${one}+`).join("");
}

/** The same as aria-keyshortcuts has it. */
export function ariaShown(combination: string): string {
  const { held, key } = partsOf(combination);
  const names = { Ctrl: isMac ? "Meta" : "Control", Shift: "Shift", Alt: "Alt" };
  return [...held.map((one) => names[one]), key === "+" ? "Plus" : key].join("+");
}
