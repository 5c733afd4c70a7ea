import { ActionIcon, Group, Menu, SegmentedControl, TextInput, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDots,
  IconEyeOff,
  IconHistory,
  IconKeyboard,
  IconSearch,
  IconVariable,
  IconCopy,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { useBuilder } from "./builder-context.ts";
import type { RunShown } from "./canvas/use-looks.ts";
import { SaveMark } from "./draft/save-mark.tsx";
import { texts as errorTexts } from "./panel/error-texts.ts";
import { texts as panelTexts } from "./panel/panel-texts.ts";
import { texts as redactTexts } from "./panel/redact-texts.ts";
import { TestMenu } from "./trial/test-menu.tsx";
import { texts } from "./texts.ts";
import classes from "./top-bar.module.css";
import { texts as versionTexts } from "./versions/version-texts.ts";

export type View = "canvas" | "outline";
export type Dialog = "find" | "keys" | "history" | "versions" | "publish" | "variables" | "errors" | "masked";

interface TopBarProps {
  view: View;
  onView: (view: View) => void;
  onDialog: (dialog: Dialog) => void;
  onExport: () => void;
  /** The run that is looked at; null for the draft. */
  past: NonNullable<RunShown["run"]> | null;
  run: ReactNode;
}

function HistoryButtons() {
  const { editor } = useBuilder();
  const { past, future } = editor.history;
  const undoing = past.at(-1)?.label;
  const redoing = future[0]?.label;
  return (
    <Group gap="2xs" wrap="nowrap">
      <Tooltip label={undoing === undefined ? texts.nothingToUndo : texts.undoOf(undoing)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.undo}
          aria-disabled={undoing === undefined}
          data-disabled={undoing === undefined}
          onClick={editor.undo}
        >
          <IconArrowBackUp size="1.2em" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoing === undefined ? texts.nothingToRedo : texts.redoOf(redoing)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.redo}
          aria-disabled={redoing === undefined}
          data-disabled={redoing === undefined}
          onClick={editor.redo}
        >
          <IconArrowForwardUp size="1.2em" />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

const cycleStates = { draft: IconPencil, running: IconPlayerPlay, stopped: IconPlayerStop } as const;

function CycleState({ past }: Pick<TopBarProps, "past">) {
  const { cycle, editor } = useBuilder();
  if (past !== null) {
    return (
      <Group gap="sm" wrap="nowrap" className={classes.states}>
        <StateMark look={{ tone: "neutral", icon: IconHistory, word: versionTexts.runOf(past.version) }} />
        {past.sandbox ? <SandboxRibbon /> : null}
      </Group>
    );
  }
  const version = cycle.version === null ? versionTexts.unpublished : versionTexts.version(cycle.version);
  const word = cycle.status === "draft" ? version : `${version} ${versionTexts.states[cycle.status]}`;
  const tone = cycle.status === "running" ? "blue" : "neutral";
  return (
    <Group gap="md" wrap="nowrap" className={classes.states}>
      <SaveMark state={editor.state} />
      <StateMark look={{ tone, icon: cycleStates[cycle.status], word }} />
    </Group>
  );
}

function MoreMenu({ onDialog, onExport }: Pick<TopBarProps, "onDialog" | "onExport">) {
  const { askToAdd, editable } = useBuilder();
  const entries = [
    ...(editable ? [{ label: texts.addStep, icon: IconPlus, run: () => askToAdd({ kind: "somewhere" }) }] : []),
    { label: texts.find, icon: IconSearch, run: () => onDialog("find") },
    ...(editable ? [{ label: texts.history, icon: IconArrowBackUp, run: () => onDialog("history") }] : []),
    { label: texts.versions, icon: IconHistory, run: () => onDialog("versions") },
    ...(editable ? [{ label: panelTexts.variables, icon: IconVariable, run: () => onDialog("variables") }] : []),
    ...(editable ? [{ label: errorTexts.cycleHeading, icon: IconAlertTriangle, run: () => onDialog("errors") }] : []),
    ...(editable ? [{ label: redactTexts.cycleHeading, icon: IconEyeOff, run: () => onDialog("masked") }] : []),
    { label: texts.exportJson, icon: IconCopy, run: onExport },
    { label: texts.shortcuts, icon: IconKeyboard, run: () => onDialog("keys") },
  ];
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={texts.more}>
          <IconDots size="1.2em" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map(({ label, icon: Sign, run }) => (
          <Menu.Item key={label} leftSection={<Sign size="1em" />} onClick={run}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const views = [
  { value: "canvas", label: texts.canvas },
  { value: "outline", label: texts.outline },
];

/** The cycle's name and state, and everything that concerns it as a whole. */
export function TopBar({ view, onView, onDialog, onExport, past, run }: TopBarProps) {
  const { acts, editor, editable } = useBuilder();
  const { name } = editor.draft;
  return (
    <div className={classes.bar}>
      <h1 className={classes.unseen}>{name}</h1>
      <div className={classes.title}>
        <TextInput
          className={classes.name ?? ""}
          variant="unstyled"
          aria-label={texts.cycleName}
          value={name}
          readOnly={!editable}
          maxLength={200}
          onChange={(event) => acts.renameCycle(event.currentTarget.value)}
        />
      </div>
      <CycleState past={past} />
      <div className={classes.acts}>
        {editable ? <HistoryButtons /> : null}
        <SegmentedControl
          size="xs"
          aria-label={texts.viewAs}
          data={views}
          value={view}
          onChange={(next) => onView(next === "outline" ? "outline" : "canvas")}
        />
        <MoreMenu onDialog={onDialog} onExport={onExport} />
        {editable ? <TestMenu /> : null}
        <div className={classes.run}>{run}</div>
      </div>
    </div>
  );
}
