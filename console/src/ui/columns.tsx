import type { ReactNode } from "react";
import classes from "./columns.module.css";

/** Parts side by side where there is room for it. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}
