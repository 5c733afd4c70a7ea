import type { CycleDocument, Step } from "@velodrome/contract";
import { groupsOf } from "./groups.ts";

export type GroupChange =
  | { kind: "grouped"; group: string; count: number }
  | { kind: "ungrouped"; group: string }
  | { kind: "regrouped"; group: string; was: string }
  | { kind: "entered" | "left"; group: string; member: Step };

/** The names under which groups live on whose steps, as far as they are still there, all went into one new group. */
function renamed(before: CycleDocument, after: CycleDocument): Map<string, string> {
  const [old, now] = [groupsOf(before), groupsOf(after)];
  const groupNow = new Map(after.steps.map(({ id, group }) => [id, group]));
  const names = new Map<string, string>();
  for (const [was, members] of old) {
    const goals = new Set(members.filter(({ id }) => groupNow.has(id)).map(({ id }) => groupNow.get(id)));
    const [name, another] = goals;
    const isRename = goals.size === 1 && name !== undefined && another === undefined && !old.has(name) && !now.has(was);
    // Of several that went into one, the first is the one that lives on.
    if (isRename && ![...names.values()].includes(name)) names.set(was, name);
  }
  return names;
}

/** What became of the groups between two documents, as a person would tell it. */
export function groupChanges(before: CycleDocument, after: CycleDocument): GroupChange[] {
  const [old, now] = [groupsOf(before), groupsOf(after)];
  const names = renamed(before, after);
  const known = new Set([...[...old.keys()].filter((name) => now.has(name)), ...names.values()]);
  const changes: GroupChange[] = [];
  for (const [was, group] of names) changes.push({ kind: "regrouped", group, was });
  for (const [group, { length }] of now) if (!known.has(group)) changes.push({ kind: "grouped", group, count: length });
  for (const group of old.keys()) if (!now.has(group) && !names.has(group)) changes.push({ kind: "ungrouped", group });
  const groupThen = new Map(before.steps.map(({ id, group }) => [id, group]));
  for (const member of after.steps) {
    // Of one that is new or gone, that is told already.
    if (!groupThen.has(member.id)) continue;
    const was = groupThen.get(member.id);
    const lasting = was === undefined ? undefined : (names.get(was) ?? was);
    if (lasting === member.group) continue;
    if (member.group !== undefined && known.has(member.group)) {
      changes.push({ kind: "entered", group: member.group, member });
    } else if (member.group === undefined && lasting !== undefined && known.has(lasting)) {
      changes.push({ kind: "left", group: lasting, member });
    }
  }
  return changes;
}
