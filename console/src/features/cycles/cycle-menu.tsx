import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconDownload, IconFolder, IconTrash } from "@tabler/icons-react";
import type { Cycle } from "@velodrome/contract";
import { useState } from "react";
import { Ask } from "../../ui/ask.tsx";
import { LabelsDialog } from "./labels-dialog.tsx";
import { cycleFileAddress } from "./shelve-cycle.ts";
import { texts } from "./shelf-texts.ts";

interface CycleMenuProps {
  account: string;
  accountName: string;
  cycle: Cycle;
  onDelete: () => void;
}

/** What is seldom done with a cycle. */
export function CycleMenu({ account, accountName, cycle, onDelete }: CycleMenuProps) {
  const [asked, setAsked] = useState<"labels" | "delete" | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={texts.moreOf(cycle.name)}>
            <IconDots size="1.2em" aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFolder size="1em" aria-hidden="true" />} onClick={() => setAsked("labels")}>
            {texts.label}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={cycleFileAddress(account, cycle.id)}
            download={`${cycle.name}.json`}
            leftSection={<IconDownload size="1em" aria-hidden="true" />}
          >
            {texts.export}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size="1em" aria-hidden="true" />} onClick={() => setAsked("delete")}>
            {texts.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === "labels" ? <LabelsDialog account={account} cycle={cycle} onClose={close} /> : null}
      <Ask
        opened={asked === "delete"}
        onClose={close}
        heading={texts.deleteHeading}
        text={texts.deleteText(cycle.name, accountName)}
        label={texts.delete}
        onConfirm={onDelete}
      />
    </>
  );
}
