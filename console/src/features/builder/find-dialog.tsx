import { Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { type Icon, IconSearch } from "@tabler/icons-react";
import type { Step } from "@velodrome/contract";
import { useState } from "react";
import { phraseText } from "../../lib/phrase.ts";
import { useBuilder } from "./builder-context.ts";
import { groupsOf } from "./document/groups.ts";
import classes from "./palette.module.css";
import { groupIcon, stepIcon } from "../../ui/step-icon.ts";
import { titleOf } from "./step-title.ts";
import { texts } from "./texts.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

/** One thing that was found. */
interface Row {
  key: string;
  sign: Icon;
  title: string;
  words: string;
  choose: () => void;
}

/** Groups and steps in which all of these words stand. */
function useFound(typed: string, onClose: () => void): Row[] {
  const { describe, editor, open, reveal, select } = useBuilder();
  const { document } = editor.draft;
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const chooser = (steps: readonly Step[], opened: string | null) => () => {
    const ids = steps.map(({ id }) => id);
    onClose();
    select(ids);
    open(opened);
    reveal(ids);
  };
  const groups = [...groupsOf(document)]
    .filter(([name]) => has(name))
    .map(([name, members]) => ({
      ...{ key: `group ${name}`, sign: groupIcon, title: name, words: texts.groupSteps(members.length) },
      choose: chooser(members, null),
    }));
  const steps = document.steps
    .filter((step) => has(`${titleOf(step)} ${phraseText(describe(step))} ${JSON.stringify(step)}`))
    .map((step) => ({
      ...{ key: step.id, sign: stepIcon(step.type), title: titleOf(step), words: phraseText(describe(step)) },
      choose: chooser([step], step.id),
    }));
  return [...groups, ...steps];
}

/** Names, values and notes: everything that stands in the cycle. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const rows = useFound(typed, onClose);
  return (
    <OpenDialog centered={false} onClose={onClose} title={texts.find}>
      <Stack gap="sm">
        <TextInput
          type="search"
          aria-label={texts.find}
          placeholder={texts.findHint}
          leftSection={<IconSearch size="1em" aria-hidden="true" />}
          value={typed}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            const [first] = rows;
            if (event.key === "Enter") first?.choose();
          }}
        />
        {rows.length === 0 ? <Text c="dimmed">{texts.findNone}</Text> : null}
        <ul className={classes.list}>
          {rows.map(({ key, sign: Sign, ...row }) => (
            <li key={key}>
              <UnstyledButton className={`${classes.entry} ${classes.found}`} onClick={row.choose}>
                <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
                <span className={classes.title}>
                  {row.title}
                  <Text size="sm" c="dimmed">
                    {row.words}
                  </Text>
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </Stack>
    </OpenDialog>
  );
}
