import { List, Text } from "@mantine/core";
import { IconArrowRight, IconMinus, IconPencil, IconPlus, IconX } from "@tabler/icons-react";
import type { CycleDocument } from "@velodrome/contract";
import { differenceOf } from "../document/difference.ts";
import { groupIcon } from "../../../ui/step-icon.ts";
import { changeWords } from "./change-words.ts";
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
            {changeWords(change, before, after)}
          </List.Item>
        );
      })}
    </List>
  );
}
