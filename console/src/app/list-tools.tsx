import type { ExportFormat } from "@velodrome/contract";
import type { ReactNode } from "react";
import { type ChosenColumns, useChosenColumns } from "../lib/chosen-columns.ts";
import { ColumnsMenu } from "../ui/columns-menu.tsx";
import type { Column } from "../ui/data-table.tsx";
import { ExportMenu } from "../ui/export-menu.tsx";
import classes from "../ui/list-tools.module.css";
import { LiveTailToggle } from "../ui/live-tail-toggle.tsx";

interface ListToolsProps {
  columns: readonly { key: string; header: string }[];
  chosen: ChosenColumns;
  addressOf: (format: ExportFormat) => string;
  paused: boolean;
  onPause: () => void;
  /** What is done with all that the list has. */
  first?: ReactNode;
  /** What else there is to do. */
  more?: ReactNode;
}

/** What is done with a list besides narrowing it. */
export function ListTools({ columns, chosen, addressOf, paused, onPause, first, more }: ListToolsProps) {
  return (
    <div className={classes.tools}>
      {first}
      <LiveTailToggle paused={paused} onToggle={onPause} />
      <ColumnsMenu columns={columns} {...chosen} />
      <ExportMenu addressOf={addressOf} />
      {more}
    </div>
  );
}

/** The columns to show, with the choice among all but the one that every row is opened by. */
export function useColumnChoice<Row>(
  list: string,
  columns: readonly Column<Row>[],
  { main, extra }: { main: string; extra: readonly string[] },
) {
  const choosable = columns.filter(({ key }) => key !== main);
  const chosen = useChosenColumns(
    list,
    choosable.map(({ key }) => key),
    extra,
  );
  return { choosable, chosen, shown: columns.filter(({ key }) => key === main || chosen.isShown(key)) };
}
