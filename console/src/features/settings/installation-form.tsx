import { Stack, TagsInput, TextInput, Title } from "@mantine/core";
import type { GeneralSettings } from "@velodrome/contract";
import { type SubmitEvent, useState } from "react";
import { ActFailure } from "../../ui/failure.tsx";
import { Surface } from "../../ui/surface.tsx";
import { LogoInput } from "./logo-input.tsx";
import { SaveRow } from "../../ui/save-row.tsx";
import { texts } from "./texts.ts";
import { useChangeSettings } from "./use-change-settings.ts";

/** What this installation is called, and where it may lead people back to. */
export function InstallationForm({ settings }: { settings: GeneralSettings }) {
  const [displayName, setDisplayName] = useState(settings.displayName);
  const [logo, setLogo] = useState(settings.logo);
  const [returnOrigins, setReturnOrigins] = useState(settings.returnOrigins);
  const save = useChangeSettings((saved) => {
    setDisplayName(saved.displayName);
    setLogo(saved.logo);
    setReturnOrigins(saved.returnOrigins);
  });
  const nameless = displayName.trim() === "";
  const changed =
    displayName !== settings.displayName ||
    logo !== settings.logo ||
    returnOrigins.join("\n") !== settings.returnOrigins.join("\n");
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!nameless) save.mutate({ displayName: displayName.trim(), logo, returnOrigins });
  };
  return (
    <Surface label={texts.installation}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Title order={2}>{texts.installation}</Title>
          <TextInput
            label={texts.displayName}
            description={texts.displayNameHint}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
            error={nameless ? texts.problems.displayName : undefined}
            autoComplete="organization"
          />
          <LogoInput logo={logo} onChange={setLogo} />
          <TagsInput
            label={texts.returnOrigins}
            description={texts.returnOriginsHint}
            value={returnOrigins}
            onChange={setReturnOrigins}
            splitChars={[",", " "]}
            acceptValueOnBlur
          />
          {save.isError ? <ActFailure heading={texts.installationFailed} error={save.error} /> : null}
          <SaveRow
            label={texts.saveInstallation}
            changed={changed}
            busy={save.isPending}
            said={save.isSuccess && !changed ? texts.saved : ""}
          />
        </Stack>
      </form>
    </Surface>
  );
}
