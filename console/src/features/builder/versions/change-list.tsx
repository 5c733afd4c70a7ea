import { List, Text } from "@mantine/core";
import { IconArrowRight, IconMinus, IconPencil, IconPlus, IconX } from "@tabler/icons-react";
import type { CycleDocument } from "@velodrome/contract";
import { type Change, differenceOf } from "../document/difference.ts";
import { groupIcon } from "../../../ui/step-icon.ts";
import { titleIn, titleOf } from "../step-title.ts";
import { texts } from "./version-texts.ts";

const signs = {
  added: IconPlus,
  removed: IconMinus,
  changed: IconPencil,
  joined: IconArrowRight,
  parted: IconX,
  grouped: groupIcon,
  ungrouped: groupIcon,
  regrouped: groupIcon,
  entered: groupIcon,
  left: groupIcon,
  variables: IconPencil,
  settings: IconPencil,
  masked: IconPencil,
} as const;

function words(change: Change, before: CycleDocument, after: CycleDocument): string {
  const title = (id: string) => titleIn([...after.steps, ...before.steps], id);
  switch (change.kind) {
    case "added":
    case "removed":
      return texts.changes[change.kind](titleOf(change.step));
    case "changed":
      return texts.changes.changed(titleOf(change.step), change.fields.join(", "));
    case "joined":
    case "parted": {
      const by = change.port === undefined ? "" : texts.changes.by(change.port);
      return texts.changes[change.kind](title(change.from), title(change.to), by);
    }
    case "grouped":
      return texts.changes.grouped(change.group, change.count);
    case "ungrouped":
      return texts.changes.ungrouped(change.group);
    case "regrouped":
      return texts.changes.regrouped(change.was, change.group);
    case "entered":
    case "left":
      return texts.changes[change.kind](titleOf(change.member), change.group);
    case "variables":
    case "settings":
    case "masked":
      return texts.changes[change.kind];
  }
}

/** What differs between two documents, in words. */
export function ChangeList({ before, after }: { before: CycleDocument; after: CycleDocument }) {
  const changes = differenceOf(before, after);
  if (changes.length === 0) return <Text c="dimmed">{texts.same}</Text>;
  return (
    <List size="sm" spacing="2xs" listStyleType="none">
      {changes.map((change, at) => {
        const Sign = signs[change.kind];
        return (
          <List.Item key={at} icon={<Sign size="1em" display="block" aria-hidden="true" />}>
            {words(change, before, after)}
          </List.Item>
        );
      })}
    </List>
  );
}
