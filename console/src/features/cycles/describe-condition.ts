import type { Comparison, Condition, Operator } from "@velodrome/contract";
import { type Phrase, words } from "../../lib/phrase.ts";
import { describeSource } from "./describe-source.ts";

const operatorWords: Readonly<Record<Operator, string>> = {
  exists: "is there",
  "not-exists": "is not there",
  equals: "is",
  "not-equals": "is not",
  contains: "contains",
  "not-contains": "does not contain",
  "starts-with": "starts with",
  "ends-with": "ends with",
  matches: "matches",
  "greater-than": "is greater than",
  "greater-or-equal": "is at least",
  "less-than": "is less than",
  "less-or-equal": "is at most",
  before: "is before",
  after: "is after",
  "is-empty": "is empty",
  in: "is one of",
};

function comparisonPhrase({ left, operator, right }: Comparison): Phrase {
  const beginning = [...describeSource(left), words(` ${operatorWords[operator]}`)];
  return right === undefined ? beginning : [...beginning, words(" "), ...describeSource(right)];
}

/** A condition in words; groups inside groups stand in brackets. */
export function describeCondition(condition: Condition, inside = false): Phrase {
  if ("operator" in condition) return comparisonPhrase(condition);
  const [members, joint] = "all" in condition ? [condition.all, " and "] : [condition.any, " or "];
  const phrase = members.flatMap((member, index) => [
    ...(index === 0 ? [] : [words(joint)]),
    ...describeCondition(member, members.length > 1),
  ]);
  return inside && members.length > 1 ? [words("("), ...phrase, words(")")] : phrase;
}
