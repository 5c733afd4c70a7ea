import { useBuilder } from "./builder-context.ts";
import { groupMadeOf, groupsAmong, groupsOf } from "./document/groups.ts";
import type { MenuAct, MenuGroup } from "./menu-entry.tsx";
import { texts } from "./texts.ts";

/** What can be done with steps and their groups: acts, and those that are many under one heading. */
export function useGrouping(): (ids: ReadonlySet<string>) => (MenuAct | MenuGroup)[] {
  const { acts, editor } = useBuilder();
  const { document } = editor.draft;
  return (ids) => {
    if (ids.size === 0) return [];
    const among = groupsAmong(document, ids);
    const [first, another] = among;
    const isWhole = among.every(({ whole }) => whole);
    const leave =
      first === undefined
        ? []
        : [
            {
              label: isWhole
                ? texts.ungroup
                : another === undefined
                  ? texts.takeOut(first.name)
                  : texts.takeOutOfGroups,
              run: () => acts.ungroup(ids),
            },
          ];
    const others = [...groupsOf(document)]
      .filter(([, members]) => members.filter(({ id }) => ids.has(id)).length < ids.size)
      .map(([name]) => ({ label: name, run: () => acts.addToGroup(ids, name) }));
    const [only, more] = others;
    const join =
      only === undefined
        ? []
        : more === undefined
          ? [{ ...only, label: texts.addToGroup(only.label) }]
          : [{ label: texts.addToGroups, items: others }];
    const anew = groupMadeOf(document, ids) === null ? [{ label: texts.group, run: () => acts.group(ids) }] : [];
    return [...anew, ...join, ...leave];
  };
}
