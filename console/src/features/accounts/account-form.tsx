import { Select, Stack, TextInput, Title } from "@mantine/core";
import type { Account } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { zonesWith } from "../../lib/time-zones.ts";
import { ActFailure } from "../../ui/failure.tsx";
import { SaveRow } from "../../ui/save-row.tsx";
import { Surface } from "../../ui/surface.tsx";
import { texts } from "./texts.ts";
import { useChangeAccount } from "./use-change-account.ts";

/** What an account is called, when its day begins, and who is written to. */
export function AccountForm({ accountKey, account }: { accountKey: string; account: Account }) {
  const [name, setName] = useState(account.name);
  const [timezone, setTimezone] = useState(account.timezone);
  const [contactEmail, setContactEmail] = useState(account.contactEmail ?? "");
  const save = useChangeAccount(accountKey);
  const nameless = name.trim() === "";
  const changed =
    name.trim() !== account.name ||
    timezone !== account.timezone ||
    contactEmail.trim() !== (account.contactEmail ?? "");
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (nameless) return;
    save.mutate({ name: name.trim(), timezone, contactEmail: contactEmail.trim() === "" ? null : contactEmail.trim() });
  };
  return (
    <Surface label={texts.about}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Title order={2}>{texts.about}</Title>
          <TextInput
            label={texts.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={nameless ? texts.required : undefined}
            maxLength={200}
            autoComplete="off"
          />
          <Select
            label={texts.timezone}
            description={texts.timezoneHint}
            data={zonesWith(account.timezone)}
            value={timezone}
            onChange={(zone) => setTimezone(zone ?? account.timezone)}
            searchable
            allowDeselect={false}
          />
          <TextInput
            type="email"
            label={texts.contactEmail}
            description={texts.contactHint}
            value={contactEmail}
            onChange={(event) => setContactEmail(event.currentTarget.value)}
            autoComplete="off"
          />
          {save.isError ? <ActFailure heading={texts.saveFailed} error={save.error} /> : null}
          <SaveRow
            label={texts.save}
            changed={changed}
            busy={save.isPending}
            said={save.isSuccess && !changed ? texts.saved : ""}
          />
        </Stack>
      </form>
    </Surface>
  );
}
