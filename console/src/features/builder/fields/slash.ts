import type { Source } from "@velodrome/contract";
import { reference, typedText, withData } from "./source-mode.ts";

/** Whether the end of a text is within {{ and }}. */
export const isInHole = (text: string): boolean => text.lastIndexOf("{{") > text.lastIndexOf("}}");

/** Where the slash stands that was just typed to be offered data: alone, or behind a space; null for any other. */
export function slashAt(text: string, caret: number): number | null {
  const before = text.slice(0, caret);
  // In an expression it divides.
  if (text.startsWith("=") || isInHole(before)) return null;
  return text === "/" || /\s\/$/.test(before) ? caret - 1 : null;
}

/** The field with data in the slash's place, mapped where nothing else stands; and where one goes on writing. */
export function inPlaceOfSlash(
  text: string,
  at: number,
  step: string,
  path: string,
): { source: Source; caret: number } {
  if (text === "/") return { source: withData(undefined, step, path), caret: 0 };
  const data = `{{ ${reference(step, path)} }}`;
  return { source: typedText(text.slice(0, at) + data + text.slice(at + 1)), caret: at + data.length };
}
