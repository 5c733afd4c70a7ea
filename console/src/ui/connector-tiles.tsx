import { Group, Text, Title } from "@mantine/core";
import type { Connector } from "@velodrome/contract";
import type { ReactNode } from "react";
import { ConnectorLogo } from "./connector-logo.tsx";
import classes from "./connector-tiles.module.css";

/** Connectors to choose among, as many beside each other as there is room for. */
export function ConnectorTiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.tiles} aria-label={label}>
      {children}
    </ul>
  );
}

interface ConnectorTileProps {
  connector: Pick<Connector, "logo" | "description">;
  /** What it is called. As a `RowLink` the whole tile leads there. */
  title: ReactNode;
  /** Said under that. */
  aside: ReactNode;
  /** Said at the end. */
  children?: ReactNode;
}

/** One connector: its sign, what it is called and what it does. */
export function ConnectorTile({ connector, title, aside, children }: ConnectorTileProps) {
  return (
    <li className={classes.tile}>
      <Group gap="md" wrap="nowrap" align="flex-start">
        <span className={classes.logo}>
          <ConnectorLogo logo={connector.logo} />
        </span>
        <div className={classes.words}>
          <Title order={2} className={classes.title}>
            {title}
          </Title>
          {aside}
        </div>
      </Group>
      <Text size="sm" c="dimmed" className={classes.description}>
        {connector.description}
      </Text>
      {children}
    </li>
  );
}
