import { Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Connector } from "@velodrome/contract";
import { ConnectorChoice } from "../../features/connections/connector-choice.tsx";
import { NewConnectionForm } from "../../features/connections/new-connection-form.tsx";
import { texts } from "../../features/connections/texts.ts";
import { WhatFollows } from "../../features/connections/what-follows.tsx";
import { connectorsQuery } from "../../features/connectors/list-connectors.ts";
import { setupsQuery } from "../../features/setups/list-setups.ts";
import { suggestToken } from "../../features/setups/suggest-token.ts";
import { Beside } from "../../ui/beside.tsx";
import { ConnectorLogo } from "../../ui/connector-logo.tsx";
import { TextLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Page } from "../../ui/page.tsx";
import { Surface } from "../../ui/surface.tsx";
import { useAccountName } from "../use-account-name.ts";

const route = getRouteApi("/frame/accounts/$account/connections/new");

function Entering({ account, connector }: { account: string; connector: Connector }) {
  const navigate = route.useNavigate();
  const setups = useQuery({ ...setupsQuery(connector.name), enabled: connector.setup.need !== "none" });
  const form = (ofConnector: Parameters<typeof NewConnectionForm>[0]["setups"]) => (
    <NewConnectionForm
      account={account}
      connector={connector}
      setups={ofConnector}
      suggestToken={suggestToken}
      onCreated={({ id }, way) =>
        void navigate({
          to: "/accounts/$account/connections/$connection/connect",
          params: { account, connection: id },
          search: { way },
        })
      }
    />
  );
  const signsIn = connector.auth[0]?.kind === "oauth2";
  return (
    <Stack gap="lg">
      <Group gap="sm">
        <ConnectorLogo logo={connector.logo} />
        <strong>{connector.title}</strong>
        <TextLink to="/accounts/$account/connections/new" params={{ account }}>
          {texts.otherConnector}
        </TextLink>
      </Group>
      <Beside
        form={<Surface>{connector.setup.need === "none" ? form([]) : <Loaded query={setups}>{form}</Loaded>}</Surface>}
      >
        {signsIn ? <WhatFollows /> : null}
      </Beside>
    </Stack>
  );
}

export function NewConnectionPage() {
  const { account } = route.useParams();
  const { connector: name } = route.useSearch();
  const accountName = useAccountName(account);
  const query = useQuery(connectorsQuery);
  return (
    <Page heading={texts.newHeading} hint={texts.newHint(accountName)}>
      <Loaded query={query}>
        {(connectors) => {
          const chosen = connectors.find((one) => one.name === name && one.state === "ready");
          return chosen === undefined ? (
            <ConnectorChoice account={account} connectors={connectors} />
          ) : (
            <Entering key={chosen.name} account={account} connector={chosen} />
          );
        }}
      </Loaded>
    </Page>
  );
}
