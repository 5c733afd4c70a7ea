import { Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Setup } from "@velodrome/contract";
import { IconKey } from "@tabler/icons-react";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Section } from "../../ui/page.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { ownAppsQuery } from "./list-setups.ts";
import { checkLook } from "./setup-look.ts";
import { texts } from "./texts.ts";

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
  { key: "state", header: texts.state, width: "time", cell: (app) => <StateMark look={checkLook(app)} /> },
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
