import { Box } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import classes from "./data-table.module.css";

export interface Column<Row> {
  key: string;
  header: string;
  /** Hidden below this width; what it says should then be in `narrow` of the main column. */
  from?: "sm" | "md" | "lg";
  width?: "status" | "number" | "time" | "name" | "act";
  align?: "end";
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row extends { id: string }> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

/** More columns than fit on a desk's screen beside the rail. */
const manyColumns = 7;

const visibility = (from: Column<never>["from"]) => (from === undefined ? {} : { visibleFrom: from });

/** A full-width table of rows that each lead somewhere: put a RowLink into the main column's cell. */
export function DataTable<Row extends { id: string }>({ label, columns, rows }: DataTableProps<Row>) {
  return (
    <div
      className={classes.frame}
      data-wide={columns.length > manyColumns || undefined}
      style={{ "--vd-columns": columns.length } as CSSProperties}
    >
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
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
            <tr key={row.id}>
              {columns.map((column) => (
                <Box component="td" key={column.key} data-align={column.align} {...visibility(column.from)}>
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
