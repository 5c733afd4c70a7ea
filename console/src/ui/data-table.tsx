import { Box, Checkbox } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import type { Selection } from "../lib/selection.ts";
import { texts } from "../lib/texts.ts";
import classes from "./data-table.module.css";

export interface Column<Row> {
  key: string;
  header: string;
  /** Hidden below this width; what it says should then be in `narrow` of the main column. */
  from?: "sm" | "md" | "lg";
  width?: "status" | "number" | "time" | "name" | "account" | "act" | "acts";
  align?: "end";
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row extends { id: string }> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Rows can be picked, each under a name of its own. */
  selection?: Selection & { nameOf: (row: Row) => string };
}

/** More columns than fit on a desk's screen beside the rail. */
const manyColumns = 7;

const visibility = (from: Column<never>["from"]) => (from === undefined ? {} : { visibleFrom: from });

interface CheckProps<Row> {
  selection: Selection & { nameOf: (row: Row) => string };
}

function CheckAll<Row extends { id: string }>({ rows, selection }: CheckProps<Row> & { rows: readonly Row[] }) {
  const some = rows.some(({ id }) => selection.selected.has(id));
  const all = some && rows.every(({ id }) => selection.selected.has(id));
  return (
    <th scope="col" data-width="check">
      <Checkbox
        size="xs"
        className={classes.check}
        aria-label={texts.selectAll}
        checked={all}
        indeterminate={some && !all}
        onChange={() => selection.toggleAll(rows.map(({ id }) => id))}
      />
    </th>
  );
}

interface CheckOneProps<Row> extends CheckProps<Row> {
  row: Row;
  rows: readonly Row[];
}

/** With Shift all between the one picked before and this one. */
function CheckOne<Row extends { id: string }>({ row, rows, selection }: CheckOneProps<Row>) {
  const pick = (event: MouseEvent) =>
    event.shiftKey
      ? selection.toggleTo(
          row.id,
          rows.map(({ id }) => id),
        )
      : selection.toggle(row.id);
  return (
    <td>
      <Checkbox
        size="xs"
        className={classes.check}
        aria-label={texts.selectRow(selection.nameOf(row))}
        checked={selection.selected.has(row.id)}
        onChange={({ nativeEvent }) => pick(nativeEvent as MouseEvent)}
      />
    </td>
  );
}

/** A full-width table of rows that each lead somewhere: put a RowLink into the main column's cell. */
export function DataTable<Row extends { id: string }>({ label, columns, rows, selection }: DataTableProps<Row>) {
  return (
    <div
      className={classes.frame}
      data-wide={columns.length > manyColumns || undefined}
      style={{ "--vd-columns": columns.length } as CSSProperties}
    >
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {selection === undefined ? null : <CheckAll rows={rows} selection={selection} />}
            {columns.map((column) => (
              <Box
                component="th"
                key={column.key}
                scope="col"
                data-width={column.width}
                data-align={column.align}
                {...visibility(column.from)}
              >
                {column.header}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-selected={selection?.selected.has(row.id) || undefined}>
              {selection === undefined ? null : <CheckOne row={row} rows={rows} selection={selection} />}
              {columns.map((column) => (
                <Box
                  component="td"
                  key={column.key}
                  data-width={column.width}
                  data-align={column.align}
                  {...visibility(column.from)}
                >
                  {column.cell(row)}
                </Box>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A second, grey line under the main column's text on narrow screens, for what the hidden columns say. */
export function NarrowLine({ children }: { children: ReactNode }) {
  return (
    <Box className={classes.narrow} hiddenFrom="sm">
      {children}
    </Box>
  );
}

/** Several things in that line, which may take a second one. */
export function NarrowParts({ children }: { children: ReactNode }) {
  return <div className={classes.parts}>{children}</div>;
}
