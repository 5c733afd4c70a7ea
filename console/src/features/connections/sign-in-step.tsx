import { Button, Group, Loader, Stack, Text, Title } from "@mantine/core";
import type { Connection } from "@velodrome/contract";
import { IconClockOff, IconLogin2, IconWindowOff, IconX } from "@tabler/icons-react";
import { texts as common } from "../../lib/texts.ts";
import { serverWords } from "../../lib/server-words.ts";
import { Callout } from "../../ui/callout.tsx";
import { CopyRow } from "../../ui/copy-button.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { texts } from "./texts.ts";
import type { SignIn } from "./use-sign-in.ts";

interface SignInStepProps {
  signIn: SignIn;
  connection: Connection;
  /** What signing in is called. */
  title: string;
  redirectUri: string | null;
  /** What signing in is for. */
  begin: string;
  /** Whether another way was chosen, whose button is then the primary one. */
  quiet: boolean;
}

function Waiting({ signIn }: { signIn: SignIn }) {
  return (
    <Stack gap="md" role="status">
      <div>
        <Group gap="sm">
          <Loader size="xs" aria-hidden="true" />
          <Title order={3}>{texts.waiting}</Title>
        </Group>
        <Text c="dimmed">{texts.waitingHint}</Text>
        <Text c="dimmed">{texts.noWindow}</Text>
      </div>
      <Group gap="sm">
        <Button variant="default" onClick={signIn.open}>
          {texts.openAgain}
        </Button>
        <Button variant="subtle" color="gray" onClick={signIn.giveUp}>
          {texts.giveUp}
        </Button>
      </Group>
    </Stack>
  );
}

function WindowClosed({ redirectUri }: { redirectUri: string | null }) {
  return (
    <Stack gap="md">
      <Callout loud tone="amber" icon={IconWindowOff} heading={texts.closed} code="window_closed">
        {texts.closedHint}
      </Callout>
      {redirectUri === null ? null : <CopyRow label={texts.redirectUri} value={redirectUri} />}
    </Stack>
  );
}

/** Why it failed, in the server's words: it knows what to do about it. */
function Failed({ error }: { error: { code: string; message: string } | null }) {
  const heading = texts.failures[error?.code ?? ""] ?? texts.failedHeading;
  return (
    <Callout loud tone="red" icon={IconX} heading={heading} code={error?.code}>
      {error === null ? null : serverWords(error.message)} {texts.failedHint}
    </Callout>
  );
}

/** Signing in at the application, in whatever state it is; what was entered before is never lost. */
export function SignInStep({ signIn, connection, title, redirectUri, begin, quiet }: SignInStepProps) {
  const { stage, error } = signIn;
  if (stage === "waiting") return <Waiting signIn={signIn} />;
  const again = stage === "closed" || stage === "failed" || stage === "expired";
  const back = connection.status === "needs_reauthentication" || connection.status === "authenticated";
  return (
    <Stack gap="md">
      {stage === "closed" ? <WindowClosed redirectUri={redirectUri} /> : null}
      {stage === "failed" ? <Failed error={connection.signIn?.error ?? null} /> : null}
      {stage === "expired" ? (
        <Callout loud tone="amber" icon={IconClockOff} heading={texts.expired} code="sign_in_expired">
          {texts.expiredHint}
        </Callout>
      ) : null}
      {error === null ? null : <ActFailure error={error} heading={texts.openFailed} />}
      {stage === "elsewhere" ? (
        <Group gap="sm" role="status">
          <Loader size="xs" aria-hidden="true" />
          <Text>{texts.elsewhere}</Text>
        </Group>
      ) : null}
      {again ? null : <Text>{back ? texts.beginAgain : begin}</Text>}
      <Group gap="md">
        <Button
          variant={quiet ? "default" : "filled"}
          leftSection={<IconLogin2 size="1em" />}
          loading={stage === "opening"}
          onClick={signIn.open}
        >
          {again ? common.tryAgain : title}
        </Button>
        {again ? null : (
          <Text size="sm" c="dimmed" visibleFrom="sm">
            {texts.opensWindow}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
