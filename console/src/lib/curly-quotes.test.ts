import { expect, it } from "vitest";
import { curlyQuotes } from "./curly-quotes.ts";

it.each([
  ['"Text" has no value yet.', "“Text” has no value yet."],
  ['"Reply" takes no "colour" (not "text").', "“Reply” takes no “colour” (not “text”)."],
  ["“Reply” failed: nothing answered.", "“Reply” failed: nothing answered."],
  ['Facebook said: {"error":{"code":10}}', 'Facebook said: {"error":{"code":10}}'],
  ['A screen of 6" is small.', 'A screen of 6" is small.'],
])("writes %s with the quotes of prose, and leaves code as it is", (words, written) => {
  expect(curlyQuotes(words)).toBe(written);
});
