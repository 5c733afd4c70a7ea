import { Stack, Text } from "@mantine/core";
import type { Connector } from "@velodrome/contract";
import { IconCircleCheck, IconLock } from "@tabler/icons-react";
import { ConnectorTile, ConnectorTiles } from "../../ui/connector-tiles.tsx";
import { ButtonLink, RowLink } from "../../ui/link.tsx";
import { type StateLook, StateMark } from "../../ui/state-mark.tsx";
import { texts } from "./texts.ts";

const readyLook: StateLook = { tone: "neutral", icon: IconCircleCheck, word: texts.ready };
const lockedLook: StateLook = { tone: "amber", icon: IconLock, word: texts.setupRequired };

function Choice({ account, connector }: { account: string; connector: Connector }) {
  const { name, title, state } = connector;
  if (state === "ready") {
    return (
      <ConnectorTile
        connector={connector}
        title={
          <RowLink to="/accounts/$account/connections/new" params={{ account }} search={{ connector: name }}>
            {title}
          </RowLink>
        }
        aside={<StateMark look={readyLook} />}
      />
    );
  }
  return (
    <ConnectorTile connector={connector} title={title} aside={<StateMark look={lockedLook} />}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{texts.setupRequiredHint}</Text>
        <ButtonLink variant="default" to="/connectors/$connector" params={{ connector: name }}>
          {texts.openSetup}
        </ButtonLink>
      </Stack>
    </ConnectorTile>
  );
}

/** Applications that can be connected; one whose Setup is missing leads there first. */
export function ConnectorChoice({ account, connectors }: { account: string; connectors: readonly Connector[] }) {
  return (
    <ConnectorTiles label={texts.chooseConnector}>
      {connectors.map((connector) => (
        <Choice key={connector.name} account={account} connector={connector} />
      ))}
    </ConnectorTiles>
  );
}
