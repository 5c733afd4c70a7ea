import { Button, Group, Stack } from "@mantine/core";
import type { Connection } from "@velodrome/contract";
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

/** For whoever cannot sign in here: a token in hand, or a link for somebody else. */
export function OtherWays({ account, accountName, connection, way, onWay, onDone }: OtherWaysProps) {
  const words = { token: texts.paste, link: texts.makeLink };
  return (
    <Stack gap="md" align="stretch">
      <Group gap="sm" role="group" aria-label={texts.otherWays}>
        {(["token", "link"] as const).map((one) => (
          <Button
            key={one}
            variant="default"
            aria-expanded={way === one}
            onClick={() => onWay(way === one ? undefined : one)}
          >
            {words[one]}
          </Button>
        ))}
      </Group>
      {way === undefined ? null : (
        <Surface>
          {way === "token" ? (
            <PageTokenForm account={account} connection={connection} onDone={onDone} />
          ) : (
            <SetupLinkForm account={account} accountName={accountName} connection={connection.id} />
          )}
        </Surface>
      )}
    </Stack>
  );
}
