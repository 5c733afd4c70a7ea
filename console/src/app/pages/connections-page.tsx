import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { IconPlugConnected } from "@tabler/icons-react";
import { ConnectionsTable } from "../../features/connections/connections-table.tsx";
import { connectionsQuery } from "../../features/connections/list-connections.ts";
import { texts } from "../../features/connections/texts.ts";
import { connectorsQuery } from "../../features/connectors/list-connectors.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

const route = getRouteApi("/frame/accounts/$account/connections");

export function ConnectionsPage() {
  const { account } = route.useParams();
  const query = useQuery(connectionsQuery(account));
  const { data: connectors = [] } = useQuery(connectorsQuery);
  const add = (
    <ButtonLink to="/accounts/$account/connections/new" params={{ account }}>
      {texts.add}
    </ButtonLink>
  );
  const some = (query.data?.length ?? 0) > 0;
  return (
    <Page heading={texts.heading} actions={some ? add : null}>
      <Loaded query={query}>
        {(connections) =>
          connections.length === 0 ? (
            <Notice icon={IconPlugConnected} heading={texts.none} text={texts.noneHint} action={add} />
          ) : (
            <ConnectionsTable account={account} connections={connections} connectors={connectors} />
          )
        }
      </Loaded>
    </Page>
  );
}
