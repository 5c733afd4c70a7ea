import { cycleDocument } from "@velodrome/contract";
import { expect, test } from "vitest";
import { canBeDisabled, meansOff, toggleDisabled } from "./toggle-disabled.ts";

const document = cycleDocument.parse({
  steps: [
    { id: "one", type: "stop", disabled: true },
    { id: "two", type: "stop" },
    { id: "note", type: "note" },
  ],
});
const states = (ids: readonly string[]) =>
  toggleDisabled(document, new Set(ids)).steps.map((step) => ("disabled" in step ? step.disabled : undefined));

test("steps are switched off together as long as one of them is on, and on again after that", () => {
  expect(states(["one", "two"])).toEqual([true, true, undefined]);
  expect(states(["one"])).toEqual([undefined, undefined, undefined]);
  expect(states(["two"])).toEqual([true, true, undefined]);
});

test("a note does nothing that could be switched off", () => {
  expect(states(["note"])).toEqual([true, undefined, undefined]);
  expect(canBeDisabled(document, new Set(["note", "two"])).map(({ id }) => id)).toEqual(["two"]);
  expect(meansOff([])).toBe(false);
});
