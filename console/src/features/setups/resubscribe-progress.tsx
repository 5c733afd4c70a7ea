import { Progress, Text } from "@mantine/core";
import type { SetupHealth } from "@velodrome/contract";
import { texts } from "./checklist-texts.ts";

/** How many Pages are subscribed again so far, whoever began it. */
export function ResubscribeProgress({ progress }: { progress: NonNullable<SetupHealth["resubscription"]> }) {
  const { done, total, failed, stalled } = progress;
  return (
    <div>
      <Text size="sm" role="status">
        {stalled ? texts.resubscribeStalled(done, total) : texts.resubscribing(done, total)}
        {failed === 0 ? "" : `. ${texts.notResubscribed(failed)}`}
      </Text>
      <Progress value={total === 0 ? 100 : (100 * done) / total} aria-label={texts.resubscribeProgress} />
    </div>
  );
}
