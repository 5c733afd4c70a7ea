import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Connector, Setup } from "@velodrome/contract";
import { IconKey } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { setupsQuery } from "./list-setups.ts";
import { isMetaApp } from "./setup-draft.ts";
import { checkLook, isSandbox, modeLook } from "./setup-look.ts";
import { texts } from "./texts.ts";

/** Whether connections bring the app: then nothing can be said of one here. */
const asks = (setup: Setup): boolean => setup.asks.length > 0;

const nameColumn = (sandboxUrl: string | null, metaApp: boolean): Column<Setup> => ({
  key: "name",
  header: texts.name,
  cell: (setup) => (
    <>
      <Group gap="sm">
        <RowLink
          to="/connectors/$connector/setups/$setup"
          params={{ connector: setup.connector, setup: setup.id }}
          title={setup.name}
        >
          {setup.name}
        </RowLink>
        {setup.isDefault ? (
          <Text span size="xs" c="dimmed">
            {texts.default}
          </Text>
        ) : null}
        {isSandbox(setup, sandboxUrl) ? <SandboxRibbon /> : null}
      </Group>
      <NarrowLine>
        <Group gap="sm">
          {metaApp && !asks(setup) ? <StateMark look={modeLook(setup)} /> : null}
          {setup.appName ?? setup.clientId ?? texts.ownApps}
        </Group>
      </NarrowLine>
    </>
  ),
});

const metaColumns: readonly Column<Setup>[] = [
  { key: "app", header: texts.appName, width: "name", from: "sm", cell: ({ appName }) => appName ?? "–" },
  {
    key: "mode",
    header: texts.mode,
    width: "status",
    from: "sm",
    cell: (setup) => (asks(setup) ? "–" : <StateMark look={modeLook(setup)} />),
  },
  {
    key: "state",
    header: texts.state,
    width: "time",
    from: "md",
    cell: (setup) => (asks(setup) ? texts.ownApps : <StateMark look={checkLook(setup)} />),
  },
];

const clientIdColumn: Column<Setup> = {
  key: "clientId",
  header: texts.clientId,
  width: "name",
  from: "md",
  cell: ({ clientId }) => (
    <Text span inherit ff="monospace" c="dimmed" title={clientId ?? undefined}>
      {clientId ?? "–"}
    </Text>
  ),
};

const connectionsColumn: Column<Setup> = {
  key: "connections",
  header: texts.connections,
  width: "status",
  align: "end",
  from: "sm",
  cell: ({ connections }) => connections,
};

interface SetupsTableProps {
  connector: Connector;
  sandboxUrl: string | null;
  /** The button of an empty list. */
  firstAct: ReactNode;
}

export function SetupsTable({ connector, sandboxUrl, firstAct }: SetupsTableProps) {
  const query = useQuery(setupsQuery(connector.name));
  const metaApp = isMetaApp(connector);
  const own = metaApp ? metaColumns : [];
  const columns = [nameColumn(sandboxUrl, metaApp), clientIdColumn, ...own, connectionsColumn];
  return (
    <Loaded query={query} lines={3}>
      {(setups) =>
        setups.length === 0 ? (
          <Notice
            icon={IconKey}
            heading={texts.none}
            text={connector.setup.need === "required" ? texts.noneHint : texts.noneOptional}
            action={firstAct}
          />
        ) : (
          <DataTable label={texts.table} columns={columns} rows={setups} />
        )
      }
    </Loaded>
  );
}
