import { Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { phraseText } from "../../lib/phrase.ts";
import { texts as common } from "../../lib/texts.ts";
import { useBuilder } from "./builder-context.ts";
import classes from "./palette.module.css";
import { stepIcon } from "./step-icon.ts";
import { titleOf } from "./step-title.ts";
import { texts } from "./texts.ts";
import { OpenDialog } from "../../ui/open-dialog.tsx";

/** Names, values and notes: everything that stands in the cycle. */
export function FindDialog({ onClose }: { onClose: () => void }) {
  const { describe, editor, open, reveal, select } = useBuilder();
  const [typed, setTyped] = useState("");
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = editor.draft.document.steps.filter((step) => {
    const text = `${titleOf(step)} ${phraseText(describe(step))} ${JSON.stringify(step)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const choose = (id: string) => {
    onClose();
    select([id]);
    open(id);
    reveal(id);
  };
  return (
    <OpenDialog centered={false} onClose={onClose} title={texts.find} closeButtonProps={{ "aria-label": common.close }}>
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
            const [first] = found;
            if (event.key === "Enter" && first !== undefined) choose(first.id);
          }}
        />
        {found.length === 0 ? <Text c="dimmed">{texts.findNone}</Text> : null}
        <ul className={classes.list}>
          {found.map((step) => {
            const Sign = stepIcon(step);
            return (
              <li key={step.id}>
                <UnstyledButton className={`${classes.entry} ${classes.found}`} onClick={() => choose(step.id)}>
                  <Sign className={classes.icon} stroke={1.75} aria-hidden="true" />
                  <span className={classes.title}>
                    {titleOf(step)}
                    <Text size="sm" c="dimmed">
                      {phraseText(describe(step))}
                    </Text>
                  </span>
                </UnstyledButton>
              </li>
            );
          })}
        </ul>
      </Stack>
    </OpenDialog>
  );
}
