import type { ReactNode } from "react";
import classes from "./beside.module.css";

interface BesideProps {
  form: ReactNode;
  /** Whether what stands beside the form takes all the room there is. */
  wide?: boolean;
  /** Whether on a phone it stands before the form, being what a person has to know first. */
  first?: boolean;
  children: ReactNode;
}

/** A narrow form, and beside it, where there is room, what a person looks at while filling it in. */
export function Beside({ form, wide = false, first = false, children }: BesideProps) {
  return (
    <div className={classes.row}>
      <div className={classes.form}>{form}</div>
      <div className={classes.rest} data-wide={wide || undefined} data-first={first || undefined}>
        {children}
      </div>
    </div>
  );
}
