import { type CycleDocument, cycleDocument, groupNameAtMost } from "@velodrome/contract";
import { expect, it } from "vitest";
import {
  freeGroupName,
  groupBetween,
  groupMadeOf,
  groupsAmong,
  groupsOf,
  putIntoGroup,
  renameGroup,
  takeOutOfGroups,
} from "./groups.ts";

/** Notes by their ids, each with its group behind a slash. */
const notes = (...ids: string[]): CycleDocument =>
  cycleDocument.parse({
    steps: ids.map((each) => {
      const [id = "", group] = each.split("/");
      return { id, type: "note", ...(group !== undefined && { group }) };
    }),
  });
const told = ({ steps }: CycleDocument) => steps.map(({ id, group }) => (group === undefined ? id : `${id}/${group}`));

it("puts steps into a group, out of the one they were in, and takes them out again", () => {
  const grouped = putIntoGroup(notes("a", "b/Old", "c/Old"), new Set(["a", "b"]), "New");
  expect(told(grouped)).toEqual(["a/New", "b/New", "c/Old"]);
  const out = takeOutOfGroups(grouped, new Set(["a", "c"]));
  expect(told(out)).toEqual(["a", "b/New", "c"]);
  expect(out.steps.every((step) => !("group" in step) || step.group !== undefined)).toBe(true);
  expect([...groupsOf(out).keys()]).toEqual(["New"]);
});

it("leaves steps alone that are not meant, so that their cards are not drawn again", () => {
  const before = notes("a", "b/Old");
  const after = putIntoGroup(before, new Set(["a", "b"]), "Old");
  expect(after.steps[1]).toBe(before.steps[1]);
});

it("renames a group with all of its steps, but makes no two groups one", () => {
  const before = notes("a/Lead", "b/Lead", "c/Other", "d");
  expect(told(renameGroup(before, "Lead", "Leads"))).toEqual(["a/Leads", "b/Leads", "c/Other", "d"]);
  expect(renameGroup(before, "Lead", "Other")).toBe(before);
  expect(renameGroup(before, "Gone", "Leads")).toBe(before);
});

it("finds a name that no group has, within what a name may have of characters", () => {
  expect(freeGroupName(new Set(), "Group")).toBe("Group");
  expect(freeGroupName(new Set(["Group"]), "Group")).toBe("Group 2");
  expect(freeGroupName(new Set(["Group", "Group 2", "Group 3"]), "Group 2")).toBe("Group 4");
  const long = "x".repeat(groupNameAtMost);
  const next = freeGroupName(new Set([long]), long);
  expect(next).toHaveLength(groupNameAtMost);
  expect(next.endsWith("x 2")).toBe(true);
});

it("knows which groups are meant by steps, and whether as a whole", () => {
  const document = notes("a/Lead", "b/Lead", "c/Other", "d");
  expect(groupsAmong(document, new Set(["a", "c", "d"]))).toEqual([
    { name: "Lead", whole: false },
    { name: "Other", whole: true },
  ]);
  expect(groupMadeOf(document, new Set(["a", "b"]))).toBe("Lead");
  for (const others of [["a"], ["a", "b", "d"], ["a", "b", "c"], ["d"], []]) {
    expect(groupMadeOf(document, new Set(others))).toBeNull();
  }
});

it("gives a step between two others the group that both are in, and one behind the last of a group none", () => {
  const document = notes("a/Lead", "b/Lead", "c", "d");
  expect(groupBetween(document, "a", ["b"])).toBe("Lead");
  expect(groupBetween(document, "a", ["c", "b"])).toBe("Lead");
  expect(groupBetween(document, "b", ["c"])).toBeUndefined();
  expect(groupBetween(document, "b", [])).toBeUndefined();
  expect(groupBetween(document, "c", ["d"])).toBeUndefined();
});
