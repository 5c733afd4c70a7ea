import { Group, Stack, Text } from "@mantine/core";
import type { Connector } from "@velodrome/contract";
import { IconCircleCheck, IconLock } from "@tabler/icons-react";
import { ConnectorLogo } from "../../ui/connector-logo.tsx";
import { ButtonLink, RowLink } from "../../ui/link.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import classes from "./connector-choice.module.css";
import { texts } from "./texts.ts";

function Choice({ account, connector }: { account: string; connector: Connector }) {
  const { name, title, description, logo, state } = connector;
  const ready = state === "ready";
  return (
    <li className={classes.choice} data-ready={ready || undefined}>
      <Group gap="md" wrap="nowrap" align="flex-start">
        <span className={classes.logo}>
          <ConnectorLogo logo={logo} />
        </span>
        <div className={classes.words}>
          <div className={classes.title}>
            {ready ? (
              <RowLink to="/accounts/$account/connections/new" params={{ account }} search={{ connector: name }}>
                {title}
              </RowLink>
            ) : (
              title
            )}
          </div>
          <StateMark
            look={
              ready
                ? { tone: "neutral", icon: IconCircleCheck, word: texts.ready }
                : { tone: "amber", icon: IconLock, word: texts.setupRequired }
            }
          />
        </div>
      </Group>
      <Text size="sm" c="dimmed">
        {description}
      </Text>
      {ready ? null : (
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{texts.setupRequiredHint}</Text>
          <ButtonLink variant="default" to="/connectors/$connector" params={{ connector: name }}>
            {texts.openSetup}
          </ButtonLink>
        </Stack>
      )}
    </li>
  );
}

/** Applications that can be connected; one whose Setup is missing leads there first. */
export function ConnectorChoice({ account, connectors }: { account: string; connectors: readonly Connector[] }) {
  return (
    <ul className={classes.list} aria-label={texts.chooseConnector}>
      {connectors.map((connector) => (
        <Choice key={connector.name} account={account} connector={connector} />
      ))}
    </ul>
  );
}
