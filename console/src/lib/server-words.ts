import { localeOf } from "./locale.ts";
import { inLocalTime } from "./relative-time.ts";

/** What the server says in words, its moments in the person's own time. */
export const serverWords = (words: string): string => inLocalTime(words, localeOf(navigator.languages));
