/** A sentence in parts: plain words, a value as it will be, data that is put in when it runs, and the place of a name to come. */
export interface Part {
  kind: "words" | "value" | "data" | "place";
  text: string;
}
export type Phrase = readonly Part[];

export const words = (text: string): Part => ({ kind: "words", text });
export const value = (text: string): Part => ({ kind: "value", text });
export const data = (text: string): Part => ({ kind: "data", text });

/** About as long as what will stand there, so that a sentence does not grow when that is known. */
export const place: Part = { kind: "place", text: "…" };

export const phraseText = (phrase: Phrase): string => phrase.map((part) => part.text).join("");

/** "send-text", "is_echo", "isEcho" → "send text", "is echo", "is echo". */
export const spaced = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .toLowerCase();

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase("en") + text.slice(1);
