import { useQuery } from "@tanstack/react-query";
import { InstallationKeeping } from "../keeping/installation-keeping.tsx";
import { DomainForm } from "../../features/settings/domain-form.tsx";
import { generalSettingsQuery } from "../../features/settings/get-general-settings.ts";
import { InstallationForm } from "../../features/settings/installation-form.tsx";
import { MailForm } from "../../features/settings/mail-form.tsx";
import { texts } from "../../features/settings/texts.ts";
import { Forms } from "../../ui/forms.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";

export function SettingsGeneralPage() {
  const query = useQuery(generalSettingsQuery);
  return (
    <Page heading={texts.heading}>
      <Loaded query={query}>
        {(settings) => (
          <Forms>
            <DomainForm settings={settings} />
            <InstallationForm settings={settings} />
            <MailForm settings={settings} />
            <InstallationKeeping settings={settings} />
          </Forms>
        )}
      </Loaded>
    </Page>
  );
}
