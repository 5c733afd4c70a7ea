import { Stack } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Setup } from "@velodrome/contract";
import { IconAlertTriangle, IconCircleCheck, IconKey } from "@tabler/icons-react";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { troublesOf } from "./finding-order.ts";
import { setupHealthQuery } from "./get-setup-health.ts";
import { ownAppsQuery } from "./list-setups.ts";
import { texts } from "./texts.ts";

function HealthMark({ connector, id }: Setup) {
  const { data } = useQuery(setupHealthQuery(connector, id));
  if (data === undefined) return null;
  const troubles = troublesOf(data.findings).length;
  return troubles === 0 ? (
    <StateMark look={{ tone: "neutral", icon: IconCircleCheck, word: texts.inOrder }} />
  ) : (
    <StateMark look={{ tone: "amber", icon: IconAlertTriangle, word: texts.toMend(troubles) }} />
  );
}

const columns: readonly Column<Setup>[] = [
  {
    key: "name",
    header: texts.name,
    cell: (app) => (
      <RowLink
        to="/connectors/$connector/setups/$setup"
        params={{ connector: app.connector, setup: app.id }}
        title={app.name}
      >
        {app.name}
        <NarrowLine>{app.clientId}</NarrowLine>
      </RowLink>
    ),
  },
  { key: "clientId", header: texts.clientId, width: "name", from: "sm", cell: ({ clientId }) => clientId },
  { key: "health", header: texts.health, width: "status", cell: (app) => <HealthMark {...app} /> },
];

/** Under a Setup that leaves its app empty: what connections brought. */
export function OwnApps({ setup }: { setup: Setup }) {
  const query = useInfiniteQuery(ownAppsQuery(setup.connector, setup.id));
  return (
    <Section heading={setup.connections === 0 ? texts.ownAppsHeading : texts.ownAppsCount(setup.connections)}>
      <Loaded query={query} lines={3}>
        {({ pages }) => {
          const apps = pages.flatMap(({ items }) => items);
          return apps.length === 0 ? (
            <Notice icon={IconKey} heading={texts.ownAppsNone} text={texts.ownAppsNoneHint} />
          ) : (
            <Stack gap="sm">
              <DataTable label={texts.ownAppsHeading} columns={columns} rows={apps} />
              <LoadMore query={query} />
            </Stack>
          );
        }}
      </Loaded>
    </Section>
  );
}
