import { cycleDocument, pinsAtMost } from "@velodrome/contract";
import { expect, test } from "vitest";
import { removeSteps } from "./graph-edit.ts";
import { fitsAsPin, withPin, withoutPins } from "./pins.ts";

const document = cycleDocument.parse({
  steps: [
    { id: "message", type: "note" },
    { id: "reply", type: "note" },
  ],
});

test("data is pinned without what the database cannot keep, and unpinning leaves no trace", () => {
  const pinned = withPin(document, "message", { text: "odd \ud83d and \u0000 here 👋", at: undefined });
  expect(pinned.pins).toEqual({ message: { text: "odd \ufffd and  here 👋" } });
  expect(withoutPins(pinned, ["message"])).toEqual(document);
  expect(withoutPins(pinned, ["reply"])).toBe(pinned);
});

test("a step that is deleted takes its pin along", () => {
  const pinned = withPin(withPin(document, "message", 1), "reply", 2);
  expect(removeSteps(pinned, ["reply"]).pins).toEqual({ message: 1 });
});

test("there is room for as much as the server takes", () => {
  const fitting = "x".repeat(pinsAtMost - JSON.stringify({ reply: "" }).length);
  expect(fitsAsPin(document, "reply", fitting)).toBe(true);
  expect(fitsAsPin(document, "reply", `${fitting}x`)).toBe(false);
});
