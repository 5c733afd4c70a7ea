import { Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Account } from "@velodrome/contract";
import { IconUsersGroup } from "@tabler/icons-react";
import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { InitialsTile } from "../../ui/initials-tile.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { accountKey } from "./account-key.ts";
import { accountsQuery } from "./list-accounts.ts";
import { texts } from "./texts.ts";

const columns: readonly Column<Account>[] = [
  {
    key: "name",
    header: texts.name,
    cell: (account) => (
      <Group gap="sm" wrap="nowrap">
        <InitialsTile name={account.name} />
        <RowLink to="/accounts/$account" params={{ account: accountKey(account) }} title={account.name}>
          {account.name}
          <NarrowLine>{account.externalId}</NarrowLine>
        </RowLink>
      </Group>
    ),
  },
  {
    key: "externalId",
    header: texts.externalId,
    from: "sm",
    cell: (account) => (
      <Text span inherit ff="monospace" c="dimmed" title={account.externalId ?? undefined}>
        {account.externalId ?? "–"}
      </Text>
    ),
  },
  { key: "timezone", header: texts.timezone, from: "md", width: "name", cell: (account) => account.timezone },
  {
    key: "created",
    header: texts.created,
    width: "time",
    from: "sm",
    cell: (account) => <Moment at={account.createdAt} />,
  },
];

/** `firstAct` is what one does where there is no account yet. */
export function AccountsTable({ firstAct }: { firstAct: ReactNode }) {
  const query = useInfiniteQuery(accountsQuery);
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        if (rows.length === 0) {
          return <Notice icon={IconUsersGroup} heading={texts.none} text={texts.noneHint} action={firstAct} />;
        }
        return (
          <>
            <DataTable label={texts.table} columns={columns} rows={rows} />
            <LoadMore query={query} />
          </>
        );
      }}
    </Loaded>
  );
}
