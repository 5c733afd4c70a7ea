import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CopyRow } from "../../ui/copy-button.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Surface } from "../../ui/surface.tsx";
import { stepQuery } from "./get-step.ts";
import { texts } from "./texts.ts";

/** Where a trigger's messages come in: the address to paste at Meta. */
export function TriggerCard({ account, cycle, step }: { account: string; cycle: string; step: string }) {
  const query = useQuery(stepQuery(account, cycle, step));
  return (
    <Surface>
      <Loaded query={query} lines={2}>
        {({ webhookUrl }) =>
          webhookUrl === null ? (
            <Text c="dimmed">{texts.noWebhook}</Text>
          ) : (
            <Stack gap="sm">
              <CopyRow label={texts.webhookUrl} value={webhookUrl} />
              <Text size="sm" c="dimmed">
                {texts.webhookHint}
              </Text>
            </Stack>
          )
        }
      </Loaded>
    </Surface>
  );
}
