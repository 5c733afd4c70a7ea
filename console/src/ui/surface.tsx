import { Paper, type PaperProps } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./surface.module.css";

/** A card that lies: hairline, no shadow. */
export function Surface({ children, ...props }: PaperProps & { children: ReactNode }) {
  return (
    <Paper className={classes.surface} radius="md" p="lg" {...props}>
      {children}
    </Paper>
  );
}
