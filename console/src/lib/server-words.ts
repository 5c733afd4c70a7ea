import { curlyQuotes } from "./curly-quotes.ts";
import { localeOf } from "./locale.ts";
import { inLocalTime } from "./relative-time.ts";

/**
 * What the server says in words: its moments in the person's own time, and its quotes as the console writes them. Those who
 * call the API get them as they are typed.
 */
export const serverWords = (words: string): string => curlyQuotes(inLocalTime(words, localeOf(navigator.languages)));
