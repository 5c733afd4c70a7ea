import { Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CopyRow } from "../../ui/copy-button.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { ExactMoment } from "../../ui/moment.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { makeSetupLink } from "./make-setup-link.ts";
import { texts } from "./texts.ts";

interface SetupLinkFormProps {
  account: string;
  accountName: string;
  connection: string;
}

const aDay = "86400";

/** A link for the account's person, who needs no access to the console. */
export function SetupLinkForm({ account, accountName, connection }: SetupLinkFormProps) {
  const [span, setSpan] = useState(aDay);
  const make = useMutation({ mutationFn: () => makeSetupLink(account, connection, { expiresIn: Number(span) }) });
  return (
    <Stack gap="md" role="group" aria-label={texts.linkHeading}>
      <div>
        <Title order={3}>{texts.linkHeading}</Title>
        <Text c="dimmed">{texts.linkHint(accountName)}</Text>
      </div>
      {make.isError ? <ActFailure error={make.error} heading={texts.linkFailed} /> : null}
      <Group align="flex-end" gap="sm">
        <Select
          label={texts.linkFor}
          data={[...texts.linkSpans]}
          value={span}
          onChange={(value) => setSpan(value ?? aDay)}
          allowDeselect={false}
        />
        <Button
          variant={make.data === undefined ? "filled" : "default"}
          loading={make.isPending}
          onClick={() => make.mutate()}
        >
          {make.data === undefined ? texts.linkAct : texts.linkAnother}
        </Button>
      </Group>
      {make.data === undefined ? null : (
        <Stack gap="md" role="status">
          <CopyRow label={texts.link} value={make.data.url} />
          <Text size="sm" c="dimmed">
            {texts.linkUntil} <ExactMoment at={make.data.expiresAt} />. {texts.linkSecret}
          </Text>
          <QrCode value={make.data.url} label={texts.linkQr(accountName)} />
        </Stack>
      )}
    </Stack>
  );
}
