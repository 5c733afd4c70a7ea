import { Group, Stack, Text } from "@mantine/core";
import type { ConnectorWithMethods } from "@velodrome/contract";
import { ConnectorLogo } from "../../ui/connector-logo.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Surface } from "../../ui/surface.tsx";
import { texts } from "./texts.ts";

/** What a connector is, in a few facts. */
export function ConnectorAbout({ connector }: { connector: ConnectorWithMethods }) {
  return (
    <Surface>
      <Stack gap="md">
        <Group gap="md" wrap="nowrap" align="flex-start">
          <ConnectorLogo logo={connector.logo} />
          <Text>{connector.description}</Text>
        </Group>
        <Facts
          facts={[
            { name: texts.categories, value: connector.categories.join(", ") },
            { name: texts.signIn, value: connector.auth.map(({ title }) => title).join(", ") },
            { name: texts.accounts, value: texts.usedBy(connector.accounts) },
            { name: texts.version, value: connector.version },
          ]}
        />
      </Stack>
    </Surface>
  );
}
