import type { ReactNode } from "react";
import classes from "./beside.module.css";

/** A narrow form, and beside it, where there is room, what a person looks at while filling it in. */
export function Beside({ form, children }: { form: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <div className={classes.form}>{form}</div>
      <div className={classes.rest}>{children}</div>
    </div>
  );
}
