import { type CycleDocument, cycleDocument } from "@velodrome/contract";
import { expect, it } from "vitest";
import { groupChanges } from "./group-changes.ts";

/** Notes by their ids, each with its group behind a slash. */
const notes = (...ids: string[]): CycleDocument =>
  cycleDocument.parse({
    steps: ids.map((each) => {
      const [id = "", group] = each.split("/");
      return { id, type: "note", ...(group !== undefined && { group }) };
    }),
  });
const told = (before: CycleDocument, after: CycleDocument) =>
  groupChanges(before, after).map((change) => {
    if (change.kind === "regrouped") return `${change.was} is ${change.group}`;
    if (change.kind === "grouped") return `${change.group} of ${change.count}`;
    return change.kind === "ungrouped" ? `${change.group} gone` : `${change.member.id} ${change.kind} ${change.group}`;
  });

it("tells of groups that came, went and got another name", () => {
  const bare = notes("a", "b", "c");
  const grouped = notes("a/Lead", "b/Lead", "c");
  expect(told(bare, grouped)).toEqual(["Lead of 2"]);
  expect(told(grouped, bare)).toEqual(["Lead gone"]);
  expect(told(grouped, notes("a/Leads", "b/Leads", "c"))).toEqual(["Lead is Leads"]);
  expect(told(grouped, grouped)).toEqual([]);
});

it("tells of single steps that went into a group that was there, and out of one that is left", () => {
  const before = notes("a/Lead", "b/Lead", "c", "d/Other", "e/Other");
  expect(told(before, notes("a/Lead", "b/Lead", "c/Lead", "d/Other", "e/Lead"))).toEqual([
    "c entered Lead",
    "e entered Lead",
  ]);
  expect(told(before, notes("a/Lead", "b", "c", "d/Other", "e/Other"))).toEqual(["b left Lead"]);
  expect(told(before, notes("a/Leads", "b/Leads", "c/Leads", "d/Other", "e/Other"))).toEqual([
    "Lead is Leads",
    "c entered Leads",
  ]);
});

it("does not tell again of steps that are new or gone", () => {
  const before = notes("a/Lead", "b/Lead");
  expect(told(before, notes("a/Lead", "b/Lead", "c/Lead"))).toEqual([]);
  expect(told(before, notes("a/Lead"))).toEqual([]);
  expect(told(before, notes())).toEqual(["Lead gone"]);
  expect(told(before, notes("a/Leads", "c/Leads"))).toEqual(["Lead is Leads"]);
});

it("takes two groups that went into one for one that got another name and one that is gone", () => {
  expect(told(notes("a/A", "b/B"), notes("a/C", "b/C"))).toEqual(["A is C", "B gone", "b entered C"]);
});
