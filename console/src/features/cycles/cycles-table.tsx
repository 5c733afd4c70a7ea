import { Group, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconPencil, IconRoute } from "@tabler/icons-react";
import type { Cycle } from "@velodrome/contract";
import { type ReactNode, useState } from "react";
import { type Column, DataTable, NarrowLine } from "../../ui/data-table.tsx";
import { RowLink } from "../../ui/link.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { CycleButton } from "./cycle-button.tsx";
import { CycleFailure } from "./cycle-failure.tsx";
import { cycleLook } from "./cycle-look.ts";
import classes from "./cycles-table.module.css";
import { cyclesQuery } from "./list-cycles.ts";
import { texts } from "./texts.ts";
import { useCycleActs } from "./use-cycle-acts.ts";

interface CyclesTableProps {
  account: string;
  accountName: string;
}

interface Failure {
  heading: string;
  error: unknown;
}

interface ActCellProps extends CyclesTableProps {
  cycle: Cycle;
  onFailure: (failure: Failure | null) => void;
}

/** A row's button. What goes wrong is said above the table, where there is room to say it. */
function ActCell({ cycle, account, accountName, onFailure }: ActCellProps) {
  const acts = useCycleActs(account, cycle, {
    onStart: () => onFailure(null),
    onStartFailed: (error) => onFailure({ heading: texts.startFailed(cycle.name), error }),
    onStopFailed: (error) => onFailure({ heading: texts.stopFailed(cycle.name), error }),
  });
  return (
    <div className={classes.act}>
      <CycleButton cycle={cycle} accountName={accountName} acts={acts} quiet />
    </div>
  );
}

function Version({ cycle }: { cycle: Cycle }) {
  if (cycle.version === null) return texts.noVersion;
  return (
    <Group gap="sm" wrap="nowrap">
      {texts.versionOf(cycle.version)}
      {cycle.changed ? <StateMark look={{ tone: "amber", icon: IconPencil, word: texts.changed }} /> : null}
    </Group>
  );
}

const columnsOf = (given: CyclesTableProps, onFailure: ActCellProps["onFailure"]): readonly Column<Cycle>[] => [
  {
    key: "name",
    header: texts.name,
    cell: (cycle) => (
      <>
        <RowLink
          to="/accounts/$account/cycles/$cycle"
          params={{ account: given.account, cycle: cycle.id }}
          title={cycle.name}
        >
          {cycle.name}
        </RowLink>
        <NarrowLine>
          <Group gap="sm">
            <StateMark look={cycleLook[cycle.status]} />
            <Version cycle={cycle} />
          </Group>
        </NarrowLine>
      </>
    ),
  },
  {
    key: "status",
    header: texts.status,
    width: "status",
    from: "sm",
    cell: (cycle) => <StateMark look={cycleLook[cycle.status]} />,
  },
  { key: "version", header: texts.version, width: "name", from: "sm", cell: (cycle) => <Version cycle={cycle} /> },
  {
    key: "updated",
    header: texts.updated,
    width: "time",
    from: "md",
    cell: (cycle) => <Moment at={cycle.updatedAt} />,
  },
  {
    key: "act",
    header: texts.act,
    width: "act",
    align: "end",
    cell: (cycle) => <ActCell {...given} cycle={cycle} onFailure={onFailure} />,
  },
];

/** `firstAct` is what one does where there is no cycle yet. */
export function CyclesTable({ firstAct, ...given }: CyclesTableProps & { firstAct: ReactNode }) {
  const query = useInfiniteQuery(cyclesQuery(given.account));
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <Stack gap="lg">
      {failure ? <CycleFailure {...failure} /> : null}
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) {
            return <Notice icon={IconRoute} heading={texts.none} text={texts.noneHint} action={firstAct} />;
          }
          return (
            <>
              <DataTable label={texts.table} columns={columnsOf(given, setFailure)} rows={rows} />
              <LoadMore query={query} />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}
