import { type ActId, placeOf } from "./acts.ts";
import { texts } from "./texts.ts";

/** What an act does, in words. */
export function wordsOf(id: ActId): string {
  const place = placeOf(id);
  const words: Readonly<Record<string, string>> = texts.words[place];
  return words[id.slice(place.length + 1)] ?? id;
}
