import { Pill } from "@mantine/core";
import { texts } from "../lib/texts.ts";
import classes from "./list-tools.module.css";

export interface FilterPill {
  key: string;
  label: string;
  value: string;
}

/** Filters that are set and not seen elsewhere, each with the way to drop it. */
export function FilterPills({ pills, onDrop }: { pills: readonly FilterPill[]; onDrop: (key: string) => void }) {
  if (pills.length === 0) return null;
  return (
    <div className={classes.pills}>
      {pills.map(({ key, label, value }) => (
        <Pill
          key={key}
          size="md"
          withRemoveButton
          onRemove={() => onDrop(key)}
          removeButtonProps={{ "aria-label": texts.dropFilter(label), "aria-hidden": false, tabIndex: 0 }}
        >
          {label}: <bdi>{value}</bdi>
        </Pill>
      ))}
    </div>
  );
}
