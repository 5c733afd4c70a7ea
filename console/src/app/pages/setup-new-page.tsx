import { Anchor, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { connectorQuery } from "../../features/connectors/get-connector.ts";
import { generalSettingsQuery } from "../../features/settings/get-general-settings.ts";
import { isMetaApp } from "../../features/setups/setup-draft.ts";
import { SetupForm } from "../../features/setups/setup-form.tsx";
import { texts } from "../../features/setups/texts.ts";
import { Beside } from "../../ui/beside.tsx";
import { CopyRow } from "../../ui/copy-button.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { Surface } from "../../ui/surface.tsx";

const route = getRouteApi("/frame/connectors/$connector/setups/new");

/** What is needed from the application before the first save, and what can be given to it already. */
function BeforeSaving({ connector, metaApp }: { connector: string; metaApp: boolean }) {
  const { data: settings } = useQuery(generalSettingsQuery);
  return (
    <Surface>
      <Stack gap="md">
        <Title order={2}>{texts.beforeSaving}</Title>
        <Text>{metaApp ? texts.beforeSavingMeta : texts.beforeSavingText}</Text>
        {settings === undefined ? null : (
          <CopyRow label={texts.redirectUri} value={`${settings.publicUrl}/connector/callback`} />
        )}
        {metaApp ? (
          <Anchor underline="always" href={`/guide/${connector}`} target="_blank" rel="noopener">
            {texts.openGuide}
          </Anchor>
        ) : null}
      </Stack>
    </Surface>
  );
}

export function SetupNewPage() {
  const { connector: name } = route.useParams();
  const navigate = route.useNavigate();
  const query = useQuery(connectorQuery(name));
  return (
    <Loaded query={query} whole>
      {(connector) => (
        <Page heading={texts.newOf(connector.title)}>
          <Beside
            first
            form={
              <SetupForm
                connector={connector}
                setup={null}
                onSaved={({ id }) =>
                  void navigate({
                    to: "/connectors/$connector/setups/$setup",
                    params: { connector: name, setup: id },
                    replace: true,
                  })
                }
              />
            }
          >
            <BeforeSaving connector={name} metaApp={isMetaApp(connector)} />
          </Beside>
        </Page>
      )}
    </Loaded>
  );
}
