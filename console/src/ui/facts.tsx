import type { ReactNode } from "react";
import classes from "./facts.module.css";

interface FactsProps {
  facts: readonly { name: string; value: ReactNode }[];
  /** Each in a line of its own, where values are texts that are read. */
  inLines?: boolean;
}

/** Named facts, side by side where there is room. */
export function Facts({ facts, inLines = false }: FactsProps) {
  return (
    <dl className={classes.facts} data-lines={inLines || undefined}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt className={classes.name}>{name}</dt>
          <dd className={classes.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
