import { ActionIcon, Menu } from "@mantine/core";
import type { Connection, ConnectionHealth } from "@velodrome/contract";
import {
  IconDots,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugConnectedX,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { Ask } from "../../ui/ask.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { texts } from "./texts.ts";
import type { ConnectionActs } from "./use-connection-acts.ts";
import { StoppingCycles } from "./using-cycles.tsx";
import { VerifyTokenDialog } from "./verify-token-dialog.tsx";

interface ConnectionMenuProps {
  connection: Connection;
  accountName: string;
  acts: ConnectionActs;
  /** Null while nobody knows. */
  cycles: ConnectionHealth["cycles"] | null;
  suggestToken: () => string;
}

type Asked = "rename" | "verify-token" | "disable" | "deauthenticate" | "remove";

const isAuthenticated = ({ status }: Connection): boolean => status !== "new";

function Entries({
  connection,
  acts,
  ask,
}: Pick<ConnectionMenuProps, "connection" | "acts"> & { ask: (asked: Asked) => void }) {
  const disabled = connection.status === "disabled";
  return (
    <Menu.Dropdown>
      <Menu.Item leftSection={<IconPencil size="1em" />} onClick={() => ask("rename")}>
        {texts.rename}
      </Menu.Item>
      {connection.setup === null ? null : (
        <Menu.Item leftSection={<IconKey size="1em" />} onClick={() => ask("verify-token")}>
          {texts.verifyToken}
        </Menu.Item>
      )}
      {disabled ? (
        <Menu.Item leftSection={<IconPlayerPlay size="1em" />} onClick={() => acts.patch.mutate({ disabled: false })}>
          {texts.enable}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<IconPlayerPause size="1em" />} onClick={() => ask("disable")}>
          {texts.disable}
        </Menu.Item>
      )}
      <Menu.Divider />
      {isAuthenticated(connection) ? (
        <Menu.Item leftSection={<IconPlugConnectedX size="1em" />} onClick={() => ask("deauthenticate")}>
          {texts.deauthenticate}
        </Menu.Item>
      ) : null}
      <Menu.Item color="var(--vd-tone-red)" leftSection={<IconTrash size="1em" />} onClick={() => ask("remove")}>
        {texts.remove}
      </Menu.Item>
    </Menu.Dropdown>
  );
}

function Questions({
  connection,
  accountName,
  acts,
  cycles,
  asked,
  onClose,
}: ConnectionMenuProps & { asked: Asked | null; onClose: () => void }) {
  const { name } = connection;
  return (
    <>
      <Ask
        opened={asked === "disable"}
        onClose={onClose}
        heading={texts.disableHeading}
        text={texts.disableText(name, accountName)}
        label={texts.disable}
        onConfirm={() => acts.patch.mutate({ disabled: true })}
      />
      <Ask
        opened={asked === "deauthenticate"}
        onClose={onClose}
        heading={texts.deauthenticateHeading}
        text={texts.deauthenticateText(name, accountName)}
        label={texts.deauthenticate}
        onConfirm={() => acts.deauthenticate.mutate()}
      >
        <StoppingCycles cycles={cycles} />
      </Ask>
      <Ask
        opened={asked === "remove"}
        onClose={onClose}
        heading={texts.removeHeading}
        text={texts.removeText(name, accountName)}
        label={texts.remove}
        onConfirm={() => acts.remove.mutate()}
      >
        <StoppingCycles cycles={cycles} />
      </Ask>
    </>
  );
}

/** Everything that is done to a connection rarely; what stops something is asked first. */
export function ConnectionMenu(given: ConnectionMenuProps) {
  const { connection, acts, suggestToken } = given;
  const [asked, setAsked] = useState<Asked | null>(null);
  const onClose = () => setAsked(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="var(--vd-control)" aria-label={texts.more}>
            <IconDots size="1em" />
          </ActionIcon>
        </Menu.Target>
        <Entries connection={connection} acts={acts} ask={setAsked} />
      </Menu>
      <Questions {...given} asked={asked} onClose={onClose} />
      <RenameDialog
        key={`${connection.name} ${asked === "rename"}`}
        opened={asked === "rename"}
        name={connection.name}
        onClose={onClose}
        onSave={(name) => acts.patch.mutate({ name })}
      />
      <VerifyTokenDialog
        key={`token ${asked === "verify-token"}`}
        opened={asked === "verify-token"}
        own={connection.hasVerifyToken}
        suggest={suggestToken}
        onClose={onClose}
        onSave={(verifyToken) => acts.patch.mutate({ properties: { verifyToken } })}
      />
    </>
  );
}
