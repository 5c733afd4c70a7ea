import { Stack, Text, UnstyledButton } from "@mantine/core";
import { useBuilder } from "./builder-context.ts";
import classes from "./palette.module.css";
import { texts } from "./texts.ts";
import { OpenDialog } from "../../ui/dialog.tsx";

/** Everything that was done since the Builder was opened in this tab, newest first; each is a state that can be gone to. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { editor } = useBuilder();
  const { past, future } = editor.history;
  const undone = future.map(({ label }, at) => ({ label, acts: -(at + 1) })).toReversed();
  const done = past.map(({ label }, at) => ({ label, acts: past.length - 1 - at })).toReversed();
  const states = [...undone, ...done, { label: texts.historyBegin, acts: past.length }];
  return (
    <OpenDialog onClose={onClose} title={texts.history}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {texts.historyHint}
        </Text>
        <ol className={classes.list}>
          {states.map(({ label, acts }) => (
            <li key={acts}>
              <UnstyledButton
                className={classes.entry}
                aria-current={acts === 0 || undefined}
                onClick={() => editor.goBack(acts)}
              >
                <Text span inherit className={classes.title} {...(acts < 0 ? { c: "dimmed" } : {})}>
                  {label}
                </Text>
                {acts === 0 ? (
                  <Text span size="sm">
                    {texts.historyNow}
                  </Text>
                ) : null}
              </UnstyledButton>
            </li>
          ))}
        </ol>
      </Stack>
    </OpenDialog>
  );
}
