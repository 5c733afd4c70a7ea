import { Group, Text } from "@mantine/core";
import type { Connector } from "@velodrome/contract";
import { ConnectorTile } from "../../ui/connector-tiles.tsx";
import { RowLink } from "../../ui/link.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { connectorLook } from "./connector-look.ts";
import { texts } from "./texts.ts";

/** One connector of the library; the whole card leads to it. */
export function ConnectorCard({ connector }: { connector: Connector }) {
  return (
    <ConnectorTile
      connector={connector}
      title={
        <RowLink to="/connectors/$connector" params={{ connector: connector.name }}>
          {connector.title}
        </RowLink>
      }
      aside={
        <Text size="sm" c="dimmed">
          {connector.categories.join(" · ")}
        </Text>
      }
    >
      <Group gap="sm" justify="space-between">
        <StateMark look={connectorLook[connector.state]} />
        <Text span size="sm" c="dimmed">
          {texts.usedBy(connector.accounts)}
        </Text>
      </Group>
    </ConnectorTile>
  );
}
