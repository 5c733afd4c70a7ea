import { Group, Text, Title } from "@mantine/core";
import type { Connector } from "@velodrome/contract";
import { ConnectorLogo } from "../../ui/connector-logo.tsx";
import { RowLink } from "../../ui/link.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import classes from "./connector-card.module.css";
import { connectorLook } from "./connector-look.ts";
import { texts } from "./texts.ts";

/** One connector of the library; the whole card leads to it. */
export function ConnectorCard({ connector }: { connector: Connector }) {
  return (
    <li className={classes.card}>
      <Group gap="md" wrap="nowrap" align="flex-start">
        <span className={classes.logo}>
          <ConnectorLogo logo={connector.logo} />
        </span>
        <div className={classes.words}>
          <Title order={2} className={classes.title}>
            <RowLink to="/connectors/$connector" params={{ connector: connector.name }}>
              {connector.title}
            </RowLink>
          </Title>
          <Text size="sm" c="dimmed">
            {connector.categories.join(" · ")}
          </Text>
        </div>
      </Group>
      <Text size="sm" className={classes.description}>
        {connector.description}
      </Text>
      <Group gap="sm" justify="space-between">
        <StateMark look={connectorLook[connector.state]} />
        <Text span size="sm" c="dimmed">
          {texts.usedBy(connector.accounts)}
        </Text>
      </Group>
    </li>
  );
}
