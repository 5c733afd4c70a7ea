import { Text } from "@mantine/core";
import type { Run } from "@velodrome/contract";
import classes from "./run-starter.module.css";
import { texts } from "./texts.ts";

/** What started a run, in one line: the beginning of the text, and whose it is. */
export function RunStarter({ run }: { run: Run }) {
  return (
    <span className={classes.starter}>
      <span className={classes.text} title={run.text ?? undefined} data-none={run.text === null || undefined}>
        {run.text ?? texts.noText}
      </span>
      {run.person === null ? null : (
        <Text span inherit size="xs" c="dimmed" visibleFrom="sm" className={classes.person}>
          {run.person}
        </Text>
      )}
    </span>
  );
}
