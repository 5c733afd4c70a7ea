import type { Icon } from "@tabler/icons-react";
import classes from "./state-mark.module.css";

export type Tone = "neutral" | "blue" | "violet" | "amber" | "red";

export interface StateLook {
  tone: Tone;
  icon: Icon;
  word: string;
}

interface StateMarkProps {
  look: StateLook;
  /** Lays it on its own colour, for titles. */
  strong?: boolean;
  /** Where a phone has no room for a word that says nothing new, it is left to those who hear it. */
  brief?: boolean;
}

/** A state, as icon and word. */
export function StateMark({ look, strong = false, brief = false }: StateMarkProps) {
  return (
    <span className={classes.mark} data-tone={look.tone} data-strong={strong || undefined}>
      <look.icon className={classes.icon} stroke={2} aria-hidden="true" />
      <span className={brief ? classes.brief : undefined}>{look.word}</span>
    </span>
  );
}
