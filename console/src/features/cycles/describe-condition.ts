import type { Comparison, Condition } from "@velodrome/contract";
import { operatorWords } from "../../lib/operator-words.ts";
import { type Phrase, words } from "../../lib/phrase.ts";
import { describeSource } from "./describe-source.ts";

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
