import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./disclosure.module.css";

interface DisclosureProps {
  label: string;
  /** Whether it is open when first shown. */
  opened?: boolean;
  children: ReactNode;
}

/** More, for those who want it. */
export function Disclosure({ label, opened = false, children }: DisclosureProps) {
  return (
    <details className={classes.disclosure} open={opened}>
      <summary className={classes.summary}>
        <IconChevronRight className={classes.icon} aria-hidden="true" />
        {label}
      </summary>
      <div className={classes.content}>{children}</div>
    </details>
  );
}
