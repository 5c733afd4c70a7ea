import { List, Stack, Text, TextInput, Title } from "@mantine/core";
import type { GeneralSettings } from "@velodrome/contract";
import { IconWorldOff } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";
import { Callout } from "../../ui/callout.tsx";
import { CopyRow } from "../../ui/copy-button.tsx";
import { ActFailure } from "../../ui/failure.tsx";
import { Surface } from "../../ui/surface.tsx";
import { DomainProgress } from "./domain-progress.tsx";
import { hostOf, isHost, publicUrlOf } from "./host-of.ts";
import { SaveRow } from "../../ui/save-row.tsx";
import { texts } from "./texts.ts";
import { useChangeSettings } from "./use-change-settings.ts";

function LocalCallout({ settings }: { settings: GeneralSettings }) {
  return (
    <Stack gap="sm">
      <Callout tone="amber" icon={IconWorldOff} heading={texts.local(settings.serviceDomain)}>
        {texts.localText} {settings.sandboxUrl === null ? "" : texts.localSandbox}
      </Callout>
      <CopyRow label={texts.tunnel} value={`cloudflared tunnel --url ${settings.publicUrl}`} />
    </Stack>
  );
}

/** How the host is changed so that nothing at Meta points nowhere meanwhile. */
function Steps({ host }: { host: string }) {
  return (
    <Stack gap="sm">
      <Title order={3}>{texts.steps}</Title>
      <List type="ordered" spacing="sm">
        <List.Item>
          {texts.step1}
          <Text size="sm" c="dimmed">
            {texts.step1Hint}
          </Text>
          <CopyRow label={texts.newRedirectUri} value={`${publicUrlOf(host)}/connector/callback`} />
        </List.Item>
        <List.Item>
          {texts.step2}
          <Text size="sm" c="dimmed">
            {texts.step2Hint}
          </Text>
        </List.Item>
        <List.Item>{texts.step3}</List.Item>
      </List>
    </Stack>
  );
}

/** The host that everything at Meta is built on, and the way to another. */
export function DomainForm({ settings }: { settings: GeneralSettings }) {
  const [entered, setEntered] = useState(settings.serviceDomain);
  const [problem, setProblem] = useState<string | null>(null);
  const save = useChangeSettings(({ serviceDomain }) => setEntered(serviceDomain));
  const host = hostOf(entered);
  const changed = host !== settings.serviceDomain;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setProblem(isHost(host) ? null : texts.domainWrong);
    if (isHost(host) && changed) save.mutate({ serviceDomain: host });
  };
  return (
    <Surface label={texts.domainHeading}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Title order={2}>{texts.domainHeading}</Title>
          {settings.local ? <LocalCallout settings={settings} /> : null}
          <TextInput
            label={texts.domain}
            description={texts.domainHint}
            value={entered}
            onChange={(event) => {
              setEntered(event.currentTarget.value);
              setProblem(null);
            }}
            error={problem}
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          {changed && isHost(host) ? <Steps host={host} /> : null}
          {save.isError ? <ActFailure heading={texts.domainFailed} error={save.error} /> : null}
          <SaveRow
            label={texts.saveDomain}
            changed={changed}
            busy={save.isPending}
            said={save.isSuccess && !changed ? texts.domainSaved : ""}
          />
          {settings.domainChange === null ? null : <DomainProgress change={settings.domainChange} />}
        </Stack>
      </form>
    </Surface>
  );
}
