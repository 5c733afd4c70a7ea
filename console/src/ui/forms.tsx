import type { ReactNode } from "react";
import classes from "./forms.module.css";

/** Forms under each other, each as wide as one is read, and beside each other where the window is wide. */
export function Forms({ children }: { children: ReactNode }) {
  return <div className={classes.forms}>{children}</div>;
}
