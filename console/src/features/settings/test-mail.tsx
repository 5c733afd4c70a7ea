import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { GeneralSettings } from "@velodrome/contract";
import { IconMail } from "@tabler/icons-react";
import { ActFailure } from "../../ui/failure.tsx";
import { sendTestMail } from "./send-test-mail.ts";
import { texts } from "./texts.ts";

/** Whether mail arrives, tried by what is saved. */
export function TestMail({ settings: { smtp, noticeEmail } }: { settings: GeneralSettings }) {
  const send = useMutation({ mutationFn: sendTestMail });
  const possible = smtp !== null && noticeEmail !== null;
  const said = send.isSuccess ? texts.testMailSent(send.data.to) : texts.testMailHint(noticeEmail ?? "");
  return (
    <Stack gap="sm">
      {send.isError ? <ActFailure heading={texts.testMailFailed} error={send.error} /> : null}
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconMail size="1em" />}
          disabled={!possible}
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {texts.testMail}
        </Button>
        <Text span role="status" size="sm" c="dimmed">
          {possible ? said : texts.testMailNeeds}
        </Text>
      </Group>
    </Stack>
  );
}
