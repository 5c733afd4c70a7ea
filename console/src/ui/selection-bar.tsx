import { Button, Group, Text } from "@mantine/core";
import { type ExportFormat, idsAtMost } from "@velodrome/contract";
import type { ReactNode } from "react";
import { texts } from "../lib/texts.ts";
import { ExportMenu } from "./export-menu.tsx";
import classes from "./selection-bar.module.css";

interface SelectionBarProps {
  /** How many there are, as words. */
  label: string;
  ids: readonly string[];
  exportOf: (ids: string, format: ExportFormat) => string;
  onClear: () => void;
  /** What else can be done with them. */
  children: ReactNode;
}

/** What can be done with the rows that were picked. */
export function SelectionBar({ label, ids, exportOf, onClear, children }: SelectionBarProps) {
  if (ids.length === 0) return null;
  const tooMany = ids.length > idsAtMost;
  return (
    <Group className={classes.bar} gap="sm" role="group" aria-label={label}>
      <Text fw={600}>{label}</Text>
      {children}
      <ExportMenu
        label={texts.exportSelected(ids.length)}
        hint={texts.exportSelectedHint}
        disabled={tooMany}
        addressOf={(format) => exportOf(ids.join(","), format)}
      />
      {tooMany ? <Text size="sm">{texts.selectAtMost(idsAtMost)}</Text> : null}
      <Button variant="subtle" color="gray" onClick={onClear}>
        {texts.clearSelection}
      </Button>
    </Group>
  );
}
