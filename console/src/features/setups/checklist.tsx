import { Group, Text, Title } from "@mantine/core";
import type { Setup, SetupHealth } from "@velodrome/contract";
import { Surface } from "../../ui/surface.tsx";
import classes from "./checklist.module.css";
import { ChecklistItemRow } from "./checklist-item-row.tsx";
import { texts } from "./checklist-texts.ts";
import { rejectionsOf } from "./rejection-words.ts";
import type { SetupActs } from "./use-setup-acts.ts";

interface ChecklistProps {
  setup: Setup;
  health: SetupHealth;
  acts: SetupActs;
  /** Why nothing can be registered; null when it can. */
  unreachable: string | null;
}

/** Everything between a Setup and messages that arrive, in the order in which it is done. */
export function Checklist({ setup, health, acts, unreachable }: ChecklistProps) {
  const { checklist, rejections } = health;
  const done = checklist.filter(({ state }) => state === "done").length;
  const verified = checklist.some(({ item, state }) => item === "webhook" && state === "done");
  return (
    <Surface label={texts.heading}>
      <Group justify="space-between" gap="sm">
        <Title order={2}>{texts.heading}</Title>
        <Text span size="sm" c="dimmed" role="status">
          {texts.done(done, checklist.length)}
        </Text>
      </Group>
      <ol className={classes.rows}>
        {checklist.map((row) => (
          <ChecklistItemRow
            key={row.item}
            row={row}
            setup={setup}
            acts={acts}
            unreachable={unreachable}
            fields={health.registration?.fields ?? []}
            rejections={rejectionsOf(row.item, rejections)}
            registers={row.item === "webhook" || (row.item === "fields" && row.state !== "done" && verified)}
          />
        ))}
      </ol>
    </Surface>
  );
}
