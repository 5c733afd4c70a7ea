import { cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import { differenceOf } from "../document/difference.ts";
import { changeWords } from "./change-words.ts";

const steps = (name: string) => [
  { id: "which", name: "Which word", type: "switch", cases: [{ id: "case1", name }, { id: "case2" }] },
  { id: "reply", name: "Reply", type: "transform" },
];
const wordsOf = (...documents: [unknown, unknown]) => {
  const [before, after] = [cycleDocument.parse(documents[0]), cycleDocument.parse(documents[1])];
  return differenceOf(before, after).map((change) => changeWords(change, before, after));
};

it("tells of a way by its name, as it was where it is gone", () => {
  const [before, after] = [{ steps: steps("Help") }, { steps: steps("Support") }];
  const way = { from: "which", to: "reply", port: "case1" };
  expect(wordsOf(before, { ...before, edges: [way] })).toEqual(["“Which word” leads to “Reply” by Help"]);
  expect(wordsOf({ ...before, edges: [way] }, after)).toContain("“Which word” no longer leads to “Reply” by Help");
  const nameless = { ...before, edges: [{ ...way, port: "case2" }] };
  expect(wordsOf(before, nameless)).toEqual(["“Which word” leads to “Reply” by case2"]);
});
