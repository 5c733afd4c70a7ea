import { ActionIcon, Button, Group, Menu, Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconDots, IconPlus } from "@tabler/icons-react";
import { isDisabled, type Step } from "@velodrome/contract";
import { useMemo } from "react";
import { type OutlineNode, outlineOf } from "../../lib/outline.ts";
import { PhraseText } from "../../ui/phrase-text.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { useBuilder } from "./builder-context.ts";
import { type CountOf, countsOfWays } from "./canvas/counts-of-ways.ts";
import type { RunShown } from "./canvas/use-looks.ts";
import { WaysSince } from "./canvas/ways-since.tsx";
import { waysOut } from "./document/port.ts";
import { disabledLook } from "./disabled-look.ts";
import { MenuEntry } from "./menu-entry.tsx";
import { OutlineGroup } from "./outline-group.tsx";
import classes from "./outline-view.module.css";
import { stepIcon } from "../../ui/step-icon.ts";
import { portTitle, titleOf } from "./step-title.ts";
import { texts } from "./texts.ts";
import { useClips } from "./use-clips.ts";
import { useGrouping } from "./use-grouping.ts";

function StepMenu({ step }: { step: Step }) {
  const { acts, askToAdd, groupNamed, select, selection } = useBuilder();
  const clips = useClips();
  const grouping = useGrouping();
  const only = (act: () => void) => () => {
    select([step.id]);
    // The acts read what is selected when the page has taken it over.
    requestAnimationFrame(act);
  };
  return (
    // Where a name is to be written next, the keyboard goes there and not back.
    <Menu position="bottom-end" returnFocus={groupNamed === null}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`${texts.more}: ${titleOf(step)}`}>
          <IconDots size="1em" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {waysOut(step).map(({ port }) => (
          <Menu.Item
            key={port ?? ""}
            leftSection={<IconPlus size="1em" />}
            onClick={() => askToAdd({ kind: "after", from: step.id, port })}
          >
            {texts.addAfterPort(titleOf(step), portTitle(step, port))}
          </Menu.Item>
        ))}
        <Menu.Item onClick={only(clips.copy)}>{texts.copy}</Menu.Item>
        <Menu.Item onClick={only(() => void clips.cut())}>{texts.cut}</Menu.Item>
        <Menu.Item onClick={only(() => acts.duplicate())}>{texts.duplicate}</Menu.Item>
        {step.type === "note" ? null : (
          <Menu.Item onClick={() => acts.toggleDisabled([step.id])}>
            {isDisabled(step) ? texts.enable : texts.disable}
          </Menu.Item>
        )}
        {grouping(selection.has(step.id) ? selection : new Set([step.id])).map((item) => (
          <MenuEntry key={item.label} item={item} />
        ))}
        <Menu.Item color="var(--vd-tone-red)" onClick={() => acts.remove([step.id])}>
          {texts.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** With Ctrl several are selected, as on the canvas. */
const withToggled = (selection: ReadonlySet<string>, id: string): string[] =>
  selection.has(id) ? [...selection].filter((one) => one !== id) : [...selection, id];

function Line({ step, shown }: { step: Step; shown: RunShown | null }) {
  const { describe, editable, open, opened, prerequisites, select, selection } = useBuilder();
  const Sign = stepIcon(step.type);
  const missing = prerequisites.filter((one) => one.step === step.id).length;
  const fate = shown?.fates.get(step.id);
  return (
    <div className={classes.step} data-selected={selection.has(step.id) || undefined}>
      <UnstyledButton
        className={classes.open}
        data-step={step.id}
        aria-current={opened === step.id || undefined}
        onClick={({ ctrlKey, metaKey }) => {
          if (ctrlKey || metaKey) {
            select(withToggled(selection, step.id));
            return;
          }
          select([step.id]);
          open(step.id);
        }}
      >
        <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
        <span className={classes.words}>
          <strong className={classes.name}>{titleOf(step)}</strong>
          <span className={classes.phrase}>
            <PhraseText phrase={describe(step)} />
          </span>
        </span>
        {fate === undefined ? null : <StateMark look={fate.look} />}
        {fate === undefined && isDisabled(step) ? <StateMark look={disabledLook} /> : null}
        {shown === null && missing > 0 ? (
          <StateMark look={{ tone: "amber", icon: IconAlertTriangle, word: texts.missing(missing) }} />
        ) : null}
      </UnstyledButton>
      <OutlineGroup step={step} />
      {editable ? <StepMenu step={step} /> : null}
    </div>
  );
}

interface BranchProps {
  node: OutlineNode;
  from: Step | null;
  shown: RunShown | null;
  countOf: CountOf;
}

function Branch({ node, from, shown, countOf }: BranchProps) {
  const port = node.port === null || from === null ? null : portTitle(from, node.port);
  const count = from === null || shown !== null ? null : countOf(from, node.port ?? undefined);
  return (
    <li className={classes.branch}>
      {port === null && count === null ? null : (
        <span className={classes.port}>
          {[port, count === null ? null : count.words].filter((part) => part !== null).join(" · ")}
        </span>
      )}
      {node.again ? (
        <Text size="sm" c="dimmed">
          → {titleOf(node.step)}
        </Text>
      ) : (
        <Line step={node.step} shown={shown} />
      )}
      {node.next.length === 0 ? null : (
        <ol className={classes.list}>
          {node.next.map((next, at) => (
            <Branch key={`${at} ${next.step.id}`} node={next} from={node.step} {...{ shown, countOf }} />
          ))}
        </ol>
      )}
    </li>
  );
}

/** The cycle as a list, in the order in which things happen: all that the canvas can do, without one. */
export function OutlineView({ shown }: { shown: RunShown | null }) {
  const { editor, editable, askToAdd, ways } = useBuilder();
  const { document } = editor.draft;
  const countOf = useMemo(() => countsOfWays(ways?.ways ?? [], document), [ways, document]);
  return (
    <section className={classes.outline} aria-label={texts.outline}>
      <ol className={classes.list} data-top>
        {outlineOf(document).map((node) => (
          <Branch key={node.step.id} node={node} from={null} {...{ shown, countOf }} />
        ))}
      </ol>
      {shown === null ? <WaysSince /> : null}
      {editable ? (
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size="1em" />}
            onClick={() => askToAdd({ kind: "somewhere" })}
          >
            {texts.addStep}
          </Button>
        </Group>
      ) : null}
    </section>
  );
}
