import { Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Connection, Connector } from "@velodrome/contract";
import { ConnectPanel } from "../../features/connections/connect-panel.tsx";
import { connectionLook } from "../../features/connections/connection-look.ts";
import { connectionQuery } from "../../features/connections/get-connection.ts";
import { texts } from "../../features/connections/texts.ts";
import { connectorQuery } from "../../features/connectors/get-connector.ts";
import { generalSettingsQuery } from "../../features/settings/get-general-settings.ts";
import { setupQuery } from "../../features/setups/get-setup.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { useAccountName } from "../use-account-name.ts";
import { useArrival } from "../use-arrival.ts";

const route = getRouteApi("/frame/accounts/$account/connections/$connection/connect");

/** The address that must be listed at the application: the Setup's, or where there is none the installation's. */
function useRedirectUri({ connector, setup }: Connection): string | null {
  const { data: ofSetup } = useQuery({ ...setupQuery(connector, setup ?? ""), enabled: setup !== null });
  const { data: settings } = useQuery(generalSettingsQuery);
  if (ofSetup !== undefined) return ofSetup.redirectUri;
  return settings === undefined ? null : `${settings.publicUrl}/connector/callback`;
}

function Connecting({
  account,
  connection,
  connector,
}: {
  account: string;
  connection: Connection;
  connector: Connector;
}) {
  const { way, again = false } = route.useSearch();
  const navigate = route.useNavigate();
  const accountName = useAccountName(account);
  const redirectUri = useRedirectUri(connection);
  const arrival = useArrival(account, connection);
  return (
    <Page
      heading={texts.connectHeading(connection.name)}
      state={
        <Group gap="sm">
          <StateMark strong look={connectionLook(connection)} />
          {connection.sandbox ? <SandboxRibbon /> : null}
        </Group>
      }
      actions={
        <ButtonLink
          variant="default"
          to="/accounts/$account/connections/$connection"
          params={{ account, connection: connection.id }}
        >
          {texts.toConnection}
        </ButtonLink>
      }
    >
      <ConnectPanel
        account={account}
        accountName={accountName}
        connection={connection}
        connector={connector}
        redirectUri={redirectUri}
        way={way}
        onWay={(chosen) =>
          void navigate({
            search: { way: chosen, again: again && chosen !== undefined ? true : undefined },
            replace: true,
          })
        }
        arrival={arrival}
        again={again}
      />
    </Page>
  );
}

export function ConnectPage() {
  const { account, connection: id } = route.useParams();
  const query = useQuery(connectionQuery(account, id));
  const connector = useQuery({ ...connectorQuery(query.data?.connector ?? ""), enabled: query.data !== undefined });
  return (
    <Loaded query={query} whole>
      {(connection) => (
        <Loaded query={connector} whole>
          {(loaded) => <Connecting key={id} account={account} connection={connection} connector={loaded} />}
        </Loaded>
      )}
    </Loaded>
  );
}
