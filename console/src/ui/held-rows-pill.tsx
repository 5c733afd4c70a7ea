import { Button } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import classes from "./held-rows-pill.module.css";

/** Floats over a list while new rows wait above what is being read. */
export function HeldRowsPill({ label, onShow }: { label: string; onShow: () => void }) {
  return (
    <div className={classes.place} role="status">
      <Button className={classes.pill} leftSection={<IconArrowUp className={classes.icon} />} onClick={onShow}>
        {label}
      </Button>
    </div>
  );
}
