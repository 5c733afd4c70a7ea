import type { Icon } from "@tabler/icons-react";
import classes from "./state-mark.module.css";

export type Tone = "neutral" | "blue" | "violet" | "amber" | "red";

export interface StateLook {
  tone: Tone;
  icon: Icon;
  word: string;
}

/** A state, always as icon and word; `strong` lays it on its own colour, for titles. */
export function StateMark({ look, strong = false }: { look: StateLook; strong?: boolean }) {
  return (
    <span className={classes.mark} data-tone={look.tone} data-strong={strong || undefined}>
      <look.icon className={classes.icon} stroke={2} aria-hidden="true" />
      {look.word}
    </span>
  );
}
