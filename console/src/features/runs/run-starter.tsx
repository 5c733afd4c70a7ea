import { Box, Text } from "@mantine/core";
import type { Run } from "@velodrome/contract";
import { Excerpt } from "../../ui/excerpt.tsx";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import classes from "./run-starter.module.css";
import { texts } from "./texts.ts";

/** What started a run, in one line: the beginning of the text, and whose it is. */
export function RunStarter({ run }: { run: Run }) {
  return (
    <span className={classes.starter}>
      {run.text === null ? <span className={classes.none}>{texts.noText}</span> : <Excerpt text={run.text} />}
      {run.person === null ? null : (
        <Text span inherit size="xs" c="dimmed" visibleFrom="sm" className={classes.person}>
          {run.person}
        </Text>
      )}
      {run.sandbox ? (
        <Box component="span" visibleFrom="sm" className={classes.sandbox}>
          <SandboxRibbon />
        </Box>
      ) : null}
    </span>
  );
}
