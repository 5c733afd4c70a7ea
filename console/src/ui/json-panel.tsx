import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { CopyButton } from "./copy-button.tsx";
import { wholeText } from "./json-preview.ts";
import { JsonTree } from "./json-tree.tsx";
import classes from "./json-panel.module.css";

interface JsonPanelProps {
  label: string;
  value: unknown;
  /** Said instead of the tree when there is no value. */
  none: string;
}

/** One named JSON value: it folds, scrolls when long, and copies as a whole. */
export function JsonPanel({ label, value, none }: JsonPanelProps) {
  const [open, setOpen] = useState(true);
  const id = useId();
  const empty = value === null || value === undefined;
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <UnstyledButton className={classes.fold} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <IconChevronRight className={classes.chevron} data-open={open || undefined} aria-hidden="true" />
          {label}
        </UnstyledButton>
        {empty ? null : <CopyButton value={wholeText(value)} what={label.toLowerCase()} />}
      </div>
      {/* Long content scrolls inside, so keyboards must be able to reach the scrolling part. */}
      <div
        id={id}
        className={classes.body}
        hidden={!open}
        tabIndex={empty ? undefined : 0}
        role="group"
        aria-label={label}
      >
        {empty ? <span className={classes.none}>{none}</span> : <JsonTree value={value} />}
      </div>
    </div>
  );
}
