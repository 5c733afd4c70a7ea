import { expect, test } from "vitest";
import { cycleDocument } from "./cycle-document.ts";
import { groupNameAtMost } from "./step-group.ts";

const groupOf = (group: unknown) => {
  const parsed = cycleDocument.safeParse({ steps: [{ id: "a", type: "note", group }] });
  return parsed.success ? parsed.data.steps[0]?.group : null;
};

test("steps of every kind may stand in a group, or in none", () => {
  const steps = [
    { id: "a", type: "schedule" },
    { id: "b", type: "transform", expression: "1" },
    { id: "c", type: "action", connector: "x", method: "y" },
    { id: "d", type: "note" },
  ];
  const parsed = cycleDocument.parse({ steps: steps.map((step) => ({ ...step, group: "Lead" })) });
  expect(parsed.steps.map(({ group }) => group)).toEqual(["Lead", "Lead", "Lead", "Lead"]);
  expect(cycleDocument.parse({ steps }).steps.some((step) => "group" in step)).toBe(false);
});

test("a group's name has no blanks around it, is not empty, and has an end", () => {
  expect(groupOf("  Lead in ")).toBe("Lead in");
  for (const wrong of ["", "   ", "x".repeat(groupNameAtMost + 1), 1, null]) expect(groupOf(wrong)).toBeNull();
  expect(groupOf("x".repeat(groupNameAtMost))).toHaveLength(groupNameAtMost);
});
