import { Paper, type PaperProps } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./surface.module.css";

interface SurfaceProps extends PaperProps {
  /** Names it as a part of the page. */
  label?: string;
  children: ReactNode;
}

/** A card that lies: hairline, no shadow. */
export function Surface({ children, label, ...props }: SurfaceProps) {
  const named = label === undefined ? {} : { component: "section" as const, "aria-label": label };
  return (
    <Paper className={classes.surface} radius="md" p="lg" {...named} {...props}>
      {children}
    </Paper>
  );
}
