import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconChevronDown, IconPlayerPlay, IconPlayerStop, IconUpload } from "@tabler/icons-react";
import { isDisabled, startsRuns } from "@velodrome/contract";
import { type ReactNode, useState } from "react";
import { Ask } from "../../../ui/ask.tsx";
import { useBuilder } from "../builder-context.ts";
import classes from "./run-control.module.css";
import { texts } from "./version-texts.ts";

/** What can be done with the cycle as a whole; each brings the draft to the server first. */
export interface RunActs {
  run: (wish: { once?: true }) => void;
  publish: (note: string) => void;
  stop: (wish: { finish?: true }) => void;
  /** One run of what is drawn, now, as if the trigger had brought this. */
  runWith: (trigger: string, input: Record<string, unknown>) => void;
  busy: boolean;
  /** What has to be decided before it runs; nothing most of the time. */
  question: ReactNode;
}

interface RunControlProps {
  acts: RunActs;
  onPublish: () => void;
}

/** One primary button, by what is true now; the rest beside it. */
export function RunControl({ acts, onPublish }: RunControlProps) {
  const { accountName, chooseData, cycle, editor } = useBuilder();
  const trigger = editor.draft.document.steps.find((step) => startsRuns(step) && !isDisabled(step));
  const [asking, setAsking] = useState<"stop" | "finish" | null>(null);
  const changed = cycle.changed || editor.state.kind !== "saved";
  const running = cycle.status === "running";
  const primary = !running
    ? { label: texts.run, icon: IconPlayerPlay, act: () => acts.run({}) }
    : changed
      ? { label: texts.publish, icon: IconUpload, act: () => acts.run({}) }
      : { label: texts.stop, icon: IconPlayerStop, act: () => setAsking("stop") };
  const text = asking === "finish" ? texts.stopFinishText : texts.stopText;
  return (
    <Group gap={0} wrap="nowrap">
      <Button
        className={classes.primary}
        leftSection={<primary.icon size="1em" />}
        loading={acts.busy}
        data-primary
        onClick={primary.act}
      >
        {primary.label}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon className={classes.more} variant="filled" aria-label={texts.moreRuns}>
            <IconChevronDown size="1em" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onPublish}>{texts.publishOnly}</Menu.Item>
          {trigger === undefined ? null : (
            <Menu.Item onClick={() => chooseData({ step: trigger.id, runs: true })}>{texts.runWith}</Menu.Item>
          )}
          {running ? (
            <>
              <Menu.Item onClick={() => setAsking("stop")}>{texts.stop}</Menu.Item>
              <Menu.Item onClick={() => setAsking("finish")}>{texts.stopFinish}</Menu.Item>
            </>
          ) : (
            <Menu.Item onClick={() => acts.run({ once: true })}>{texts.runOnce}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Ask
        opened={asking !== null}
        onClose={() => setAsking(null)}
        heading={texts.stopHeading}
        text={text(cycle.name, accountName)}
        label={texts.stop}
        onConfirm={() => acts.stop(asking === "finish" ? { finish: true } : {})}
      />
      {acts.question}
    </Group>
  );
}
