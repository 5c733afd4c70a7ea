/** What is pressed, as an event says it. */
export type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const named = /^(Enter|Tab|Escape|Delete|Backspace|Insert|Home|End|Page(Up|Down)|Arrow(Up|Down|Left|Right)|F\d{1,2})$/;

const isLetter = (key: string): boolean => /^\p{L}$/u.test(key);

/** The key without what is held with it; undefined for one that means nothing alone: Shift, a dead key, the volume. */
function keyOf({ key, code, altKey }: Press): string | undefined {
  if (named.test(key)) return key;
  if (key === " ") return "Space";
  const printed = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  // By the key and not its letter: with Alt it writes another one on some machines.
  if (altKey) return printed;
  if ([...key].length !== 1) return undefined;
  // Where the alphabet is not Latin, the key bears a Latin letter as well, and that is meant.
  if (isLetter(key) && !/\p{Script=Latin}/u.test(key)) return printed ?? key.toUpperCase();
  const capital = key.toUpperCase();
  return capital.length === 1 ? capital : key;
}

/**
 * What is pressed, as one word: `Ctrl+Shift+Z`. Cmd is written as Ctrl. Not by Mantine's matcher: it compares Shift also
 * for "?" and "+", which keyboards need it for or not, and cannot say what was pressed.
 */
export function combinationOf(press: Press): string | undefined {
  const key = keyOf(press);
  if (key === undefined) return undefined;
  const { altKey, shiftKey } = press;
  // Other characters say by themselves whether they need it.
  const shift = shiftKey && (altKey || key.length > 1 || isLetter(key));
  const control = press.ctrlKey || press.metaKey;
  return `${control ? "Ctrl+" : ""}${shift ? "Shift+" : ""}${altKey ? "Alt+" : ""}${key}`;
}

/** Whether it can be pressed: a key that has a name, or writes one character. */
export function isCombination(combination: string): boolean {
  const { key } = partsOf(combination);
  return named.test(key) || key === "Space" || [...key].length === 1;
}

export interface Parts {
  held: readonly ("Ctrl" | "Shift" | "Alt")[];
  key: string;
}

/** A combination taken apart: what is held, and the key. */
export function partsOf(combination: string): Parts {
  const [, control, shift, alt, key = ""] = /^(Ctrl\+)?(Shift\+)?(Alt\+)?(.+)$/.exec(combination) ?? [];
  const held = [control && "Ctrl", shift && "Shift", alt && "Alt"] as const;
  return { held: held.filter((one) => one !== undefined && one !== ""), key };
}

/** Whether it means something also while somebody writes: it writes nothing. */
export function writesNothing(combination: string): boolean {
  const { held, key } = partsOf(combination);
  return (held.includes("Ctrl") && !fieldsOwn.has(combination)) || /^F\d/.test(key);
}

/** What a field does by itself. */
const fieldsOwn: ReadonlySet<string> = new Set([
  ...["Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Z", "Ctrl+Shift+Z"],
  ...["Ctrl+Backspace", "Ctrl+Delete", "Ctrl+Home", "Ctrl+End"],
]);
