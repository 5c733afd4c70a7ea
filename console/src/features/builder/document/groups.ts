import { type CycleDocument, groupNameAtMost, type Step } from "@velodrome/contract";
import { withPart } from "./with-part.ts";

/** The steps of each group by its name, both in the order of the document. */
export function groupsOf({ steps }: Pick<CycleDocument, "steps">): Map<string, Step[]> {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    if (step.group === undefined) continue;
    const members = groups.get(step.group);
    if (members === undefined) groups.set(step.group, [step]);
    else members.push(step);
  }
  return groups;
}

/** A name that no group has: the wished one, or the first free number behind it. */
export function freeGroupName(taken: { has: (name: string) => boolean }, wished: string): string {
  if (!taken.has(wished)) return wished;
  const stem = wished.replace(/ \d+$/, "");
  for (let number = 2; ; number++) {
    const end = ` ${number}`;
    const name = `${stem.slice(0, groupNameAtMost - end.length).trimEnd()}${end}`;
    if (!taken.has(name)) return name;
  }
}

const regrouped = (
  document: CycleDocument,
  isMeant: (step: Step) => boolean,
  group: string | undefined,
): CycleDocument => ({
  ...document,
  steps: document.steps.map((step) => (isMeant(step) && step.group !== group ? withPart(step, "group", group) : step)),
});

/** Puts steps into a group, out of any other: a step stands in one at most. */
export const putIntoGroup = (document: CycleDocument, ids: ReadonlySet<string>, group: string): CycleDocument =>
  regrouped(document, ({ id }) => ids.has(id), group);

/** Takes steps out of their groups. A group without steps is none. */
export const takeOutOfGroups = (document: CycleDocument, ids: ReadonlySet<string>): CycleDocument =>
  regrouped(document, ({ id }) => ids.has(id), undefined);

/** Another name for a group. To one that another group has it leads nowhere: two would have become one unasked. */
export function renameGroup(document: CycleDocument, from: string, to: string): CycleDocument {
  const groups = groupsOf(document);
  return groups.has(from) && !groups.has(to) ? regrouped(document, ({ group }) => group === from, to) : document;
}

/** The groups that some of these steps are in, and whether with all of their steps. */
export const groupsAmong = (document: CycleDocument, ids: ReadonlySet<string>): { name: string; whole: boolean }[] =>
  [...groupsOf(document)]
    .filter(([, members]) => members.some(({ id }) => ids.has(id)))
    .map(([name, members]) => ({ name, whole: members.every(({ id }) => ids.has(id)) }));

/** The one group whose steps these are, no more and no less; null where they are anything else. */
export function groupMadeOf(document: CycleDocument, ids: ReadonlySet<string>): string | null {
  const [found] = groupsAmong(document, ids);
  if (found === undefined || !found.whole) return null;
  return groupsOf(document).get(found.name)?.length === ids.size ? found.name : null;
}

/** The group of a step that comes between two others, or behind one: theirs, where both are in it. */
export function groupBetween(document: CycleDocument, from: string, followers: readonly string[]): string | undefined {
  const groups = new Map(document.steps.map(({ id, group }) => [id, group]));
  const group = groups.get(from);
  return followers.some((id) => groups.get(id) === group) ? group : undefined;
}
