import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Surface } from "../../ui/surface.tsx";
import classes from "./attention-list.module.css";

interface AttentionListProps {
  heading: string;
  /** What is said when there is nothing in it. */
  none: string;
  rows: readonly { key: string; main: ReactNode; aside: ReactNode }[];
  /** What can be done where there is nothing. */
  action?: ReactNode;
}

/** Things that may need somebody, each with the way to it. */
export function AttentionList({ heading, none, rows, action }: AttentionListProps) {
  return (
    <Surface label={heading}>
      <Title order={2}>{heading}</Title>
      {rows.length === 0 ? (
        <>
          <Text c="dimmed" className={classes.none}>
            {none}
          </Text>
          {action === undefined ? null : <div className={classes.action}>{action}</div>}
        </>
      ) : (
        <ul className={classes.list}>
          {rows.map(({ key, main, aside }) => (
            <li key={key} className={classes.row}>
              <div className={classes.main}>{main}</div>
              <div className={classes.aside}>{aside}</div>
            </li>
          ))}
        </ul>
      )}
    </Surface>
  );
}
