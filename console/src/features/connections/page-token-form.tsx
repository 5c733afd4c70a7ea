import { Button, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { Connection } from "@velodrome/contract";
import type { SubmitEvent } from "react";
import { ActFailure } from "../../ui/failure.tsx";
import { putCredentials } from "./put-credentials.ts";
import { texts } from "./texts.ts";
import { useFollowConnection } from "./use-connection-acts.ts";

interface PageTokenFormProps {
  account: string;
  connection: Connection;
  onDone: () => void;
}

/** For whoever holds a Page's token already. */
export function PageTokenForm({ account, connection, onDone }: PageTokenFormProps) {
  const follow = useFollowConnection(account);
  const put = useMutation({
    mutationFn: (given: { pageId: string; pageAccessToken: string }) => putCredentials(account, connection.id, given),
    onSuccess: async (changed) => {
      onDone();
      await follow(changed);
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    put.mutate({
      pageId: String(given.get("pageId")).trim(),
      pageAccessToken: String(given.get("pageAccessToken")).trim(),
    });
  };
  return (
    <form onSubmit={submit} aria-label={texts.pasteHeading}>
      <Stack gap="md">
        <div>
          <Title order={3}>{texts.pasteHeading}</Title>
          <Text c="dimmed">{texts.pasteHint}</Text>
        </div>
        {put.isError ? <ActFailure error={put.error} heading={texts.pasteFailed} /> : null}
        <TextInput
          name="pageId"
          label={texts.pageId}
          inputMode="numeric"
          pattern="\s*[0-9]{1,32}\s*"
          title={texts.pageIdDigits}
          defaultValue={connection.page?.id ?? ""}
          autoComplete="off"
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="pageAccessToken"
          label={texts.pageToken}
          autoComplete="off"
          required
          withAsterisk={false}
        />
        <Group>
          <Button type="submit" loading={put.isPending}>
            {texts.pasteAct}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
