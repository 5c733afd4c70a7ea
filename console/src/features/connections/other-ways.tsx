import { Button, Group, Stack, Text } from "@mantine/core";
import type { Connection } from "@velodrome/contract";
import { Section } from "../../ui/page.tsx";
import { Surface } from "../../ui/surface.tsx";
import type { ConnectWay } from "./connect-way.ts";
import { PageTokenForm } from "./page-token-form.tsx";
import { SetupLinkForm } from "./setup-link-form.tsx";
import { texts } from "./texts.ts";

interface OtherWaysProps {
  account: string;
  accountName: string;
  connection: Connection;
  way: ConnectWay | undefined;
  onWay: (way: ConnectWay | undefined) => void;
  onDone: () => void;
}

/** For whoever cannot sign in here: a link for somebody else, or a token in hand. */
export function OtherWays({ account, accountName, connection, way: taken, onWay, onDone }: OtherWaysProps) {
  const ways = [
    { way: "link", act: texts.makeLink, hint: texts.makeLinkHint(accountName) },
    { way: "token", act: texts.paste, hint: texts.pasteWayHint },
  ] as const;
  return (
    <Section heading={texts.otherWays}>
      {ways.map(({ way, act, hint }) => (
        <Surface key={way}>
          <Stack gap="md">
            <Group justify="space-between" gap="sm">
              <Text flex="1 1 var(--vd-panel-narrow)">{hint}</Text>
              <Button
                variant="default"
                aria-expanded={taken === way}
                onClick={() => onWay(taken === way ? undefined : way)}
              >
                {act}
              </Button>
            </Group>
            {taken !== way ? null : way === "token" ? (
              <PageTokenForm account={account} connection={connection} onDone={onDone} />
            ) : (
              <SetupLinkForm account={account} accountName={accountName} connection={connection.id} />
            )}
          </Stack>
        </Surface>
      ))}
    </Section>
  );
}
