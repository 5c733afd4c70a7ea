import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { entriesOf, leafText, openAtFirst, preview, sliceSize } from "./json-preview.ts";
import classes from "./json-tree.module.css";

interface NodeProps {
  name: string | null;
  value: unknown;
  depth: number;
}

function Name({ name }: { name: string | null }) {
  return name === null ? null : <span className={classes.name}>{name}: </span>;
}

function Leaf({ name, value }: Omit<NodeProps, "depth">) {
  return (
    <div className={classes.line}>
      <span className={classes.gap} />
      <span className={classes.text}>
        <Name name={name} />
        {leafText(value)}
      </span>
    </div>
  );
}

function Branches({ value, depth }: Omit<NodeProps, "name">) {
  const [shown, setShown] = useState(sliceSize);
  const entries = entriesOf(value) ?? [];
  const left = entries.length - shown;
  return (
    <ul className={classes.list}>
      {entries.slice(0, shown).map(([key, item]) => (
        <li key={key}>
          <Node name={key} value={item} depth={depth + 1} />
        </li>
      ))}
      {left > 0 ? (
        <li>
          <UnstyledButton className={classes.more} onClick={() => setShown(shown + sliceSize)}>
            {`Show ${Math.min(left, sliceSize)} more of ${left}`}
          </UnstyledButton>
        </li>
      ) : null}
    </ul>
  );
}

function Node({ name, value, depth }: NodeProps) {
  const [open, setOpen] = useState(() => openAtFirst(value, depth));
  if ((entriesOf(value)?.length ?? 0) === 0) return <Leaf name={name} value={value} />;
  return (
    <>
      <UnstyledButton className={classes.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight className={classes.chevron} data-open={open || undefined} aria-hidden="true" />
        <span className={classes.text}>
          <Name name={name} />
          <span className={classes.preview}>{open ? null : preview(value)}</span>
        </span>
      </UnstyledButton>
      {open ? <Branches value={value} depth={depth} /> : null}
    </>
  );
}

/** Any JSON value as a tree to open and close. */
export function JsonTree({ value }: { value: unknown }) {
  return (
    <div className={classes.tree}>
      {(entriesOf(value)?.length ?? 0) > 0 ? <Branches value={value} depth={0} /> : <Leaf name={null} value={value} />}
    </div>
  );
}
