import { Group } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Erasure } from "@velodrome/contract";
import { IconCheck, IconClock, IconEraser } from "@tabler/icons-react";
import { type Column, DataTable, NarrowLine, NarrowParts } from "../../ui/data-table.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type StateLook, StateMark } from "../../ui/state-mark.tsx";
import { erasuresQuery } from "./list-erasures.ts";
import { texts } from "./texts.ts";

interface ErasuresListProps {
  account: string;
  /** A Page's name by its id; the id where nobody knows it. */
  pageName: (id: string) => string;
}

const looks: Readonly<Record<Erasure["status"], StateLook>> = {
  waiting: { tone: "violet", icon: IconClock, word: texts.states.waiting },
  erasing: { tone: "blue", icon: IconEraser, word: texts.states.erasing },
  done: { tone: "neutral", icon: IconCheck, word: texts.states.done },
};

const countsOf = ({ events, runs, files }: Erasure): string => texts.counts(events, runs, files);

const columnsFor = (pageName: ErasuresListProps["pageName"]): readonly Column<Erasure>[] => [
  {
    key: "person",
    header: texts.personColumn,
    cell: (one) => (
      <>
        <span title={one.person}>{one.person}</span>
        <NarrowLine>
          <Group gap="sm">
            <StateMark look={looks[one.status]} />
            {countsOf(one)}
          </Group>
        </NarrowLine>
        <NarrowLine>
          <NarrowParts>
            <span title={one.page}>{pageName(one.page)}</span>
            <span>{texts.askedBy(one.requestedBy)}</span>
            <Moment at={one.createdAt} />
          </NarrowParts>
        </NarrowLine>
      </>
    ),
  },
  { key: "page", header: texts.page, from: "md", cell: (one) => <span title={one.page}>{pageName(one.page)}</span> },
  {
    key: "status",
    header: texts.status,
    width: "status",
    from: "sm",
    cell: (one) => <StateMark look={looks[one.status]} />,
  },
  { key: "erased", header: texts.erased, from: "sm", cell: countsOf },
  { key: "by", header: texts.requestedBy, width: "name", from: "lg", cell: (one) => one.requestedBy },
  { key: "at", header: texts.at, width: "time", from: "md", cell: (one) => <Moment at={one.createdAt} /> },
];

/** Who was erased, how far it has come, and what it took away. */
export function ErasuresList({ account, pageName }: ErasuresListProps) {
  const query = useInfiniteQuery(erasuresQuery(account));
  return (
    <Loaded query={query} lines={3}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0) return <Notice icon={IconEraser} heading={texts.none} text={texts.noneHint} />;
        return (
          <>
            <DataTable label={texts.list} columns={columnsFor(pageName)} rows={rows} />
            <LoadMore query={query} />
          </>
        );
      }}
    </Loaded>
  );
}
