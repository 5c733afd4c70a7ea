import { Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { CleanUp } from "@velodrome/contract";
import { countInWords } from "../../lib/locale.ts";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { texts } from "./texts.ts";

/** How the last deletion of what is past its time went. */
export function CleanUpNote({ cleanUp }: { cleanUp: CleanUp | null }) {
  if (cleanUp === null) {
    return (
      <Text size="sm" c="dimmed">
        {texts.lastCleanUp}: {texts.cleanUpNone}
      </Text>
    );
  }
  const { startedAt, finishedAt, runs, events, days, failure } = cleanUp;
  return (
    <>
      <Text size="sm" c="dimmed">
        {texts.lastCleanUp}: {finishedAt === null ? `${texts.cleanUpRunning} ` : null}
        <Moment at={finishedAt ?? startedAt} /> ·{" "}
        {texts.cleanUpCounts(countInWords(runs), countInWords(events), countInWords(days))}
      </Text>
      {failure === null ? null : (
        <Callout tone="amber" icon={IconAlertTriangle} heading={texts.cleanUpFailed}>
          {serverWords(failure)}
        </Callout>
      )}
    </>
  );
}
