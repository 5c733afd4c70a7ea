import { Button, Group, Pill, Stack } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconFilterOff, IconFolder, IconPencil, IconRoute } from "@tabler/icons-react";
import type { Cycle } from "@velodrome/contract";
import { type ReactNode, useState } from "react";
import { countFilters } from "../../lib/list-filter.ts";
import { texts as common } from "../../lib/texts.ts";
import { type Column, DataTable, NarrowLine, NarrowParts } from "../../ui/data-table.tsx";
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
import { CycleMenu } from "./cycle-menu.tsx";
import { DeletedNote } from "./deleted-note.tsx";
import { type CycleFilters, cyclesQuery } from "./list-cycles.ts";
import { texts as shelfTexts } from "./shelf-texts.ts";
import { useDeleteCycle } from "./use-delete-cycle.ts";
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
  onDelete: (cycle: Cycle) => void;
}

/** A row's button. What goes wrong is said above the table, where there is room to say it. */
function ActCell({ cycle, account, accountName, onFailure, onDelete }: ActCellProps) {
  const acts = useCycleActs(account, cycle, {
    onStart: () => onFailure(null),
    onStartFailed: (error) => onFailure({ heading: texts.startFailed(cycle.name), error }),
    onStopFailed: (error) => onFailure({ heading: texts.stopFailed(cycle.name), error }),
  });
  return (
    <div className={classes.act}>
      <CycleButton cycle={cycle} accountName={accountName} acts={acts} quiet />
      <CycleMenu account={account} accountName={accountName} cycle={cycle} onDelete={() => onDelete(cycle)} />
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

function Labels({ cycle: { folder, tags } }: { cycle: Cycle }) {
  if (folder === null && tags.length === 0) return null;
  return (
    <Group gap="xs" wrap="nowrap" className={classes.labels} title={[folder ?? [], ...tags].flat().join(" · ")}>
      {folder === null ? null : (
        <span className={classes.folder}>
          <IconFolder className={classes.sign} aria-hidden="true" />
          <bdi className={classes.label}>{folder}</bdi>
        </span>
      )}
      {tags.map((tag) => (
        <Pill key={tag}>
          <bdi>{tag}</bdi>
        </Pill>
      ))}
    </Group>
  );
}

type Hears = Pick<ActCellProps, "onFailure" | "onDelete">;

const columnsOf = (given: CyclesTableProps, hears: Hears): readonly Column<Cycle>[] => [
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
          <NarrowParts>
            <StateMark look={cycleLook[cycle.status]} />
            <Version cycle={cycle} />
          </NarrowParts>
        </NarrowLine>
      </>
    ),
  },
  {
    key: "labels",
    header: shelfTexts.labelHeading,
    width: "name",
    from: "lg",
    cell: (cycle) => <Labels cycle={cycle} />,
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
    width: "acts",
    align: "end",
    cell: (cycle) => <ActCell {...given} {...hears} cycle={cycle} />,
  },
];

interface Narrowed {
  filters: CycleFilters;
  onClear: () => void;
  /** What one does where there is no cycle yet. */
  firstAct: ReactNode;
}

function NoCycles({ filters, onClear, firstAct }: Narrowed) {
  if (countFilters(filters) === 0) {
    return <Notice icon={IconRoute} heading={texts.none} text={texts.noneHint} action={firstAct} />;
  }
  const action = (
    <Button variant="default" onClick={onClear}>
      {common.clearFilters}
    </Button>
  );
  const { noneFiltered, noneFilteredHint } = shelfTexts;
  return <Notice icon={IconFilterOff} heading={noneFiltered} text={noneFilteredHint} action={action} />;
}

export function CyclesTable({ filters, onClear, firstAct, ...given }: CyclesTableProps & Narrowed) {
  const query = useInfiniteQuery(cyclesQuery(given.account, filters));
  const deleting = useDeleteCycle(given.account);
  const [failure, setFailure] = useState<Failure | null>(null);
  const hears = { onFailure: setFailure, onDelete: deleting.remove.mutate };
  return (
    <Stack gap="lg">
      {failure ? <CycleFailure {...failure} /> : null}
      <DeletedNote {...deleting} />
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          if (rows.length === 0) {
            return <NoCycles filters={filters} onClear={onClear} firstAct={firstAct} />;
          }
          return (
            <>
              <DataTable label={texts.table} columns={columnsOf(given, hears)} rows={rows} />
              <LoadMore query={query} />
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}
