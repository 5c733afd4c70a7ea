import { Text } from "@mantine/core";
import type { Run } from "@velodrome/contract";
import { texts } from "./texts.ts";

/** What started a run, in one line: the beginning of the text, and whose it is. */
export function RunStarter({ run }: { run: Run }) {
  return (
    <>
      {run.text === null ? (
        <Text span inherit c="dimmed">
          {texts.noText}
        </Text>
      ) : (
        <span title={run.text}>{run.text}</span>
      )}
      {run.person === null ? null : (
        <Text span inherit size="xs" c="dimmed" ml="sm" visibleFrom="sm">
          {run.person}
        </Text>
      )}
    </>
  );
}
