import { Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Connection, Connector } from "@velodrome/contract";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { ConnectorLogo } from "../../ui/connector-logo.tsx";
import { RowLink } from "../../ui/link.tsx";
import { SandboxRibbon } from "../../ui/sandbox-ribbon.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { connectionPlace } from "./connection-place.ts";
import { connectionLook, severityLook } from "./connection-look.ts";
import { knownHealthQuery } from "./list-known-health.ts";
import { texts } from "./texts.ts";
import { worstFinding } from "./worst-finding.ts";
import { serverWords } from "../../lib/server-words.ts";

interface ConnectionsTableProps {
  account: string;
  connections: readonly Connection[];
  connectors: readonly Connector[];
}

interface Worst {
  severity: "ok" | "info" | "warning" | "error";
  message: string;
}

type Row = Connection & {
  logo: string | null;
  place: string | null;
  /** Undefined while it is asked for; null where it is not known, or there is nothing to look after yet. */
  health: Worst | null | undefined;
};

/** Only what is in use has a health worth telling. */
const hasHealth = ({ status }: Connection): boolean =>
  status === "authenticated" || status === "needs_reauthentication";

function useRows({ account, connections, connectors }: ConnectionsTableProps): Row[] {
  const { data: known, isLoading } = useQuery(knownHealthQuery(account));
  const healthOf = (one: Connection): Row["health"] => {
    if (!hasHealth(one)) return null;
    if (isLoading) return undefined;
    const findings = known?.get(one.id)?.findings;
    return findings === undefined ? null : (worstFinding(findings) ?? { severity: "ok", message: "" });
  };
  return connections.map((one) => {
    const connector = connectors.find(({ name }) => name === one.connector) ?? null;
    return { ...one, logo: connector?.logo ?? null, place: connectionPlace(one, connector), health: healthOf(one) };
  });
}

function Health({ health }: { health: Row["health"] }) {
  if (health === undefined) return <Skeleton h="1em" w="60%" />;
  if (health === null) return <span aria-hidden="true">–</span>;
  return (
    <Group gap="sm" wrap="nowrap" title={serverWords(health.message)}>
      <StateMark look={severityLook[health.severity]} />
      <Text span inherit truncate c="dimmed">
        {serverWords(health.message)}
      </Text>
    </Group>
  );
}

const columnsFor = (account: string): readonly Column<Row>[] => [
  {
    key: "name",
    header: texts.name,
    cell: (one) => (
      <>
        <Group gap="sm" wrap="nowrap">
          {one.logo === null ? null : <ConnectorLogo logo={one.logo} />}
          <RowLink
            to="/accounts/$account/connections/$connection"
            params={{ account, connection: one.id }}
            title={one.name}
          >
            {one.name}
          </RowLink>
          {one.sandbox ? <SandboxRibbon /> : null}
        </Group>
        <NarrowLine>
          <Group gap="sm" wrap="nowrap">
            <StateMark look={connectionLook(one)} />
            {one.health != null && one.health.severity !== "ok" ? (
              <StateMark look={severityLook[one.health.severity]} />
            ) : null}
          </Group>
        </NarrowLine>
      </>
    ),
  },
  {
    key: "page",
    header: texts.page,
    from: "md",
    cell: (one) => (
      <Text
        span
        inherit
        display="block"
        truncate
        dir="auto"
        c={one.page === null ? "dimmed" : ""}
        title={one.page?.id ?? one.place ?? undefined}
      >
        {one.place ?? <span aria-hidden="true">–</span>}
      </Text>
    ),
  },
  {
    key: "status",
    header: texts.status,
    width: "name",
    from: "sm",
    cell: (one) => <StateMark look={connectionLook(one)} />,
  },
  { key: "health", header: texts.health, from: "sm", cell: ({ health }) => <Health health={health} /> },
];

/** An account's connections with the worst that is known of each. */
export function ConnectionsTable(given: ConnectionsTableProps) {
  const rows = useRows(given);
  return <DataTable label={texts.table} columns={columnsFor(given.account)} rows={rows} />;
}
