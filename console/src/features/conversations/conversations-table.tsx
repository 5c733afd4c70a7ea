import { Group, Text } from "@mantine/core";
import type { Conversation } from "@velodrome/contract";
import { capital, spaced } from "../../lib/phrase.ts";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { Excerpt } from "../../ui/excerpt.tsx";
import { RowLink } from "../../ui/link.tsx";
import { Moment } from "../../ui/moment.tsx";
import { texts } from "./texts.ts";

interface ConversationsTableProps {
  account: string;
  conversations: readonly Conversation[];
  pageName: (page: string) => string;
}

type Row = Conversation & { id: string };

const latest = ({ text, kind }: Conversation): string => text ?? capital(spaced(kind));

const columnsFor = (account: string, pageName: (page: string) => string): readonly Column<Row>[] => [
  {
    key: "person",
    header: texts.person,
    width: "name",
    cell: ({ page, person, lastAt }) => (
      <>
        <RowLink to="/accounts/$account/conversations/$page/$person" params={{ account, page, person }}>
          {person}
        </RowLink>
        <NarrowLine>
          <Moment at={lastAt} />
        </NarrowLine>
      </>
    ),
  },
  {
    key: "latest",
    header: texts.latest,
    cell: (row) =>
      row.text === null ? (
        <Text span inherit c="dimmed">
          {latest(row)}
        </Text>
      ) : (
        <Excerpt text={row.text} />
      ),
  },
  {
    key: "page",
    header: texts.page,
    width: "name",
    from: "md",
    cell: ({ page }) => <Group wrap="nowrap">{pageName(page)}</Group>,
  },
  { key: "last", header: texts.last, width: "time", from: "sm", cell: ({ lastAt }) => <Moment at={lastAt} /> },
];

export function ConversationsTable({ account, conversations, pageName }: ConversationsTableProps) {
  const rows = conversations.map((one) => ({ ...one, id: `${one.page} ${one.person}` }));
  return <DataTable label={texts.table} columns={columnsFor(account, pageName)} rows={rows} />;
}
