import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ConnectorWithMethods } from "@velodrome/contract";
import { ConnectorAbout } from "../../features/connectors/connector-about.tsx";
import { connectorLook } from "../../features/connectors/connector-look.ts";
import { connectorQuery } from "../../features/connectors/get-connector.ts";
import { MethodsList } from "../../features/connectors/methods-list.tsx";
import { generalSettingsQuery } from "../../features/settings/get-general-settings.ts";
import { SetupsTable } from "../../features/setups/setups-table.tsx";
import { texts } from "../../features/setups/texts.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page, Section } from "../../ui/page.tsx";
import { StateMark } from "../../ui/state-mark.tsx";

const route = getRouteApi("/frame/connectors/$connector");

function LoadedConnector({ connector }: { connector: ConnectorWithMethods }) {
  const { data: settings } = useQuery(generalSettingsQuery);
  const takesSetups = connector.setup.need !== "none";
  const newSetup = (
    <ButtonLink to="/connectors/$connector/setups/new" params={{ connector: connector.name }}>
      {texts.newSetup}
    </ButtonLink>
  );
  return (
    <Page
      heading={connector.title}
      state={<StateMark strong look={connectorLook[connector.state]} />}
      actions={takesSetups && connector.setups > 0 ? newSetup : null}
    >
      <ConnectorAbout connector={connector} />
      {takesSetups ? (
        <Section heading={texts.heading}>
          <SetupsTable connector={connector} sandboxUrl={settings?.sandboxUrl ?? null} firstAct={newSetup} />
        </Section>
      ) : null}
      <MethodsList methods={connector.methods} type="trigger" />
      <MethodsList methods={connector.methods} type="action" />
    </Page>
  );
}

export function ConnectorPage() {
  const { connector } = route.useParams();
  const query = useQuery(connectorQuery(connector));
  return (
    <Loaded query={query} whole>
      {(loaded) => <LoadedConnector connector={loaded} />}
    </Loaded>
  );
}
