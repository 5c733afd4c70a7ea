import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./disclosure.module.css";

interface DisclosureProps {
  label: string;
  /** Whether it is open when first shown. */
  opened?: boolean;
  onToggle?: (opened: boolean) => void;
  children: ReactNode;
}

/** More, for those who want it. */
export function Disclosure({ label, opened = false, onToggle, children }: DisclosureProps) {
  return (
    <details
      className={classes.disclosure}
      open={opened}
      onToggle={({ currentTarget }) => onToggle?.(currentTarget.open)}
    >
      <summary className={classes.summary}>
        <IconChevronRight className={classes.icon} aria-hidden="true" />
        {label}
      </summary>
      <div className={classes.content}>{children}</div>
    </details>
  );
}
