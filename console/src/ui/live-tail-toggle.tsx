import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { texts } from "../lib/texts.ts";
import classes from "./list-tools.module.css";

/** Holds back what arrives, to read in peace, and lets it in again. */
export function LiveTailToggle({ paused, onToggle }: { paused: boolean; onToggle: () => void }) {
  const label = paused ? texts.resumeTail : texts.pauseTail;
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={classes.toggle}
        variant="default"
        aria-label={label}
        aria-pressed={paused}
        onClick={onToggle}
      >
        {paused ? <IconPlayerPlay className={classes.icon} /> : <IconPlayerPause className={classes.icon} />}
      </ActionIcon>
    </Tooltip>
  );
}
