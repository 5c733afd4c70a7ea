import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDatabase, IconPlayerTrackNext, IconTestPipe } from "@tabler/icons-react";
import { startsRuns } from "@velodrome/contract";
import { useBuilder } from "../builder-context.ts";
import { canBeTried } from "./trial-bar.tsx";
import { texts } from "./trial-texts.ts";

/** Trying the open step, and the data to try with. */
export function TestMenu() {
  const { chooseData, editor, opened, selection, trials } = useBuilder();
  const { steps } = editor.draft.document;
  const [only, another] = selection;
  const inHand = steps.find(({ id }) => id === (another === undefined ? (only ?? opened) : null));
  const tried = inHand !== undefined && canBeTried(inHand) ? inHand.id : null;
  const trigger = inHand !== undefined && startsRuns(inHand) ? inHand : steps.find(startsRuns);
  const idle = tried !== null && trials.pending === null;
  const start = (reach: "step" | "way") => () => {
    if (tried !== null) trials.start({ step: tried, reach });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size="1em" />}>
          {texts.menu}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!idle} leftSection={<IconTestPipe size="1em" />} onClick={start("step")}>
          {texts.testStep}
        </Menu.Item>
        <Menu.Item disabled={!idle} leftSection={<IconPlayerTrackNext size="1em" />} onClick={start("way")}>
          {texts.runToHere}
        </Menu.Item>
        <Menu.Item
          disabled={trigger === undefined}
          leftSection={<IconDatabase size="1em" />}
          onClick={() => trigger !== undefined && chooseData({ step: trigger.id, runs: false })}
        >
          {texts.chooseData}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
