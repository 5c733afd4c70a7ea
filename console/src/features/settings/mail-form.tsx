import { Stack, Text, TextInput, Title } from "@mantine/core";
import type { GeneralSettings } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { ActFailure } from "../../ui/failure.tsx";
import { Surface } from "../../ui/surface.tsx";
import { mailDraftOf, mailProblems, toMailPatch } from "./mail-draft.ts";
import { SaveRow } from "../../ui/save-row.tsx";
import { SmtpFields } from "./smtp-fields.tsx";
import { TestMail } from "./test-mail.tsx";
import { texts } from "./texts.ts";
import { useChangeSettings } from "./use-change-settings.ts";

/** Where mail leaves, and who hears of what has to be mended. */
export function MailForm({ settings }: { settings: GeneralSettings }) {
  const [draft, setDraft] = useState(() => mailDraftOf(settings));
  const [tried, setTried] = useState(false);
  const save = useChangeSettings((saved) => {
    setDraft(mailDraftOf(saved));
    setTried(false);
  });
  const found = mailProblems(draft);
  const problems = tried ? found : {};
  const changed = JSON.stringify(draft) !== JSON.stringify(mailDraftOf(settings));
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(found).length === 0) save.mutate(toMailPatch(draft));
  };
  return (
    <Surface label={texts.mail}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Title order={2}>{texts.mail}</Title>
          <Text size="sm" c="dimmed">
            {texts.mailText}
          </Text>
          <TextInput
            type="email"
            label={texts.noticeEmail}
            description={texts.noticeEmailHint}
            value={draft.noticeEmail}
            onChange={(event) => change({ noticeEmail: event.currentTarget.value })}
            error={problems.noticeEmail}
            autoComplete="email"
          />
          <SmtpFields
            draft={draft}
            problems={problems}
            hasPassword={settings.smtp?.hasPassword === true}
            onChange={change}
          />
          {save.isError ? <ActFailure heading={texts.mailFailed} error={save.error} /> : null}
          <SaveRow
            label={texts.saveMail}
            changed={changed}
            busy={save.isPending}
            said={save.isSuccess && !changed ? texts.saved : ""}
          />
          <TestMail settings={settings} />
        </Stack>
      </form>
    </Surface>
  );
}
