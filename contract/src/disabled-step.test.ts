import { expect, test } from "vitest";
import { cycleDocument, type CycleDocumentInput } from "./cycle-document.ts";
import { graphFlaws } from "./cycle-graph.ts";
import { withoutDisabled } from "./disabled-step.ts";

type Steps = NonNullable<CycleDocumentInput["steps"]>;
const start: Steps[number] = { id: "start", type: "schedule" };
const compute = (id: string, disabled = false): Steps[number] => ({
  id,
  type: "transform",
  ...(disabled && { disabled }),
});

/** The ways that are left, as "from.port to". */
function waysOf(steps: Steps, ...ways: string[]): string[] {
  const edges = ways.map((way) => {
    const [out = "", to = ""] = way.split(" ");
    const [from = "", port] = out.split(".");
    return { from, to, ...(port !== undefined && { port }) };
  });
  const document = cycleDocument.parse({ steps, edges });
  expect(graphFlaws(document)).toEqual([]);
  const left = withoutDisabled(document);
  expect(graphFlaws(left)).toEqual([]);
  return left.edges.map(({ from, port, to }) => `${from}${port === undefined ? "" : `.${port}`} ${to}`);
}

test("a document in which nothing is switched off stays as it is", () => {
  const document = cycleDocument.parse({ steps: [start, { ...compute("a"), disabled: false }] });
  expect(withoutDisabled(document)).toBe(document);
});

test("what leads to a step that is switched off leads to what stands behind it", () => {
  const steps = [start, compute("a", true), compute("b", true), compute("c"), compute("d")];
  expect(waysOf(steps, "start a", "a b", "a d", "b c")).toEqual(["start c", "start d"]);
  expect(waysOf(steps, "start a", "a b", "start c", "b c")).toEqual(["start c"]);
});

test("a step with several ways is passed by its first one, a For each by what comes after its items", () => {
  const decision: Steps[number] = { id: "is", type: "decision", disabled: true };
  expect(waysOf([start, decision, compute("a"), compute("b")], "start is", "is.false b", "is.true a")).toEqual([
    "start a",
  ]);
  const each: Steps[number] = { id: "each", type: "for-each", disabled: true };
  const after = waysOf([start, each, compute("a"), compute("b")], "start each", "each.item a", "each b");
  expect(after).toEqual(["start b"]);
});

test("what is done for each item stays so when its first step is switched off, and errors have nobody left to go to", () => {
  const each: Steps[number] = { id: "each", type: "for-each" };
  const steps = [start, each, compute("a", true), compute("b"), compute("c")];
  expect(waysOf(steps, "start each", "each.item a", "a b", "a.error c")).toEqual(["start each", "each.item b"]);
});

test("a trigger that is switched off leads nowhere, and nothing goes on where a Stop is", () => {
  const stop: Steps[number] = { id: "stop", type: "stop", disabled: true };
  const other: Steps[number] = { ...start, id: "other", disabled: true };
  expect(waysOf([start, other, compute("a"), stop], "start a", "other a", "a stop")).toEqual(["start a"]);
});

test("a chain of diamonds is told in a moment", () => {
  const names = Array.from({ length: 80 }, (_, at) => at);
  const steps = names.flatMap((at) => [compute(`a${at}`, true), compute(`b${at}`, true)]);
  const ways = names
    .slice(1)
    .flatMap((at) => [`a${at - 1} a${at}`, `a${at - 1} b${at}`, `b${at - 1} a${at}`, `b${at - 1} b${at}`]);
  expect(waysOf([start, ...steps, compute("end")], "start a0", "start b0", ...ways, "a79 end", "b79 end")).toEqual([
    "start end",
  ]);
});
