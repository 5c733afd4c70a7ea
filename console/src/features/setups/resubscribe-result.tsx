import { List, Text } from "@mantine/core";
import type { Resubscription } from "@velodrome/contract";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { texts } from "./checklist-texts.ts";

/** How many Pages are subscribed again, and which are not and why. */
export function ResubscribeResult({ result: { subscribed, failed } }: { result: Resubscription }) {
  const wrong = failed.length > 0;
  return (
    <Callout loud tone={wrong ? "amber" : "neutral"} icon={wrong ? IconAlertTriangle : IconCircleCheck}>
      <Text>
        {texts.resubscribed(subscribed)}
        {wrong ? `. ${texts.notResubscribed(failed.length)}:` : ""}
      </Text>
      <List size="sm">
        {failed.map(({ connection, page, message, code }) => (
          <List.Item key={connection}>
            {page}: {serverWords(message)} <code>{code}</code>
          </List.Item>
        ))}
      </List>
    </Callout>
  );
}
