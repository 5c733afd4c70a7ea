import type { Changing, Given } from "./changing.ts";
import {
  freeGroupName,
  groupMadeOf,
  groupsAmong,
  groupsOf,
  putIntoGroup,
  renameGroup,
  takeOutOfGroups,
} from "./document/groups.ts";
import { texts } from "./texts.ts";

/** What is done to groups of steps. */
export function groupActs(given: () => Given, { change, now, title }: Changing) {
  return {
    /** Puts steps into a group of their own, whose name is then to be written; of those that are one already only the name. */
    group(ids: Iterable<string>): void {
      const members = new Set(ids);
      if (members.size === 0) return;
      const made = groupMadeOf(now(), members);
      const name = made ?? freeGroupName(groupsOf(now()), texts.newGroup);
      if (made === null) {
        change(texts.acts.group(members.size), (document) => putIntoGroup(document, members, name));
      }
      given().nameGroup(name);
    },
    /** Takes steps out of their groups; those that are there as a whole are none then. */
    ungroup(ids: Iterable<string>): void {
      const members = new Set(ids);
      const groups = groupsAmong(now(), members);
      const [first, another] = groups;
      if (first === undefined) return;
      const leaving = now().steps.filter((step) => members.has(step.id) && step.group !== undefined);
      const label = groups.every(({ whole }) => whole)
        ? texts.acts.ungroup(groups.length, first.name)
        : texts.acts.takeOut(leaving.length, title(leaving[0]?.id ?? ""), another === undefined ? first.name : null);
      change(label, (document) => takeOutOfGroups(document, members));
    },
    addToGroup(ids: Iterable<string>, name: string): void {
      const members = new Set(ids);
      const coming = now().steps.filter((step) => members.has(step.id) && step.group !== name);
      const [first] = coming;
      if (first === undefined) return;
      const label = texts.acts.addToGroup(coming.length, title(first.id), name);
      change(label, (document) => putIntoGroup(document, members, name));
    },
    /** Answers what the group is called now; null where another one has that name. Without a name it keeps its own. */
    renameGroup(from: string, typed: string): string | null {
      const to = typed.trim();
      if (to === "" || to === from) return from;
      if (groupsOf(now()).has(to)) return null;
      change(texts.acts.renameGroup(to), (document) => renameGroup(document, from, to));
      return to;
    },
  };
}
