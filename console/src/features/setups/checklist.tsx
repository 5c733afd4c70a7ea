import { Group, Text, Title } from "@mantine/core";
import type { ChecklistItem, Setup, SetupHealth } from "@velodrome/contract";
import { Surface } from "../../ui/surface.tsx";
import classes from "./checklist.module.css";
import { ChecklistItemRow } from "./checklist-item-row.tsx";
import { texts } from "./checklist-texts.ts";
import { isDoubted, rejectionsOf } from "./rejection-words.ts";
import type { SetupActs } from "./use-setup-acts.ts";

interface ChecklistProps {
  setup: Setup;
  health: SetupHealth;
  acts: SetupActs;
  /** Whether it is about a Meta app: only then there are places at Meta to name. */
  metaApp: boolean;
  /** Why nothing can be registered; null when it can. */
  unreachable: string | null;
}

/** Everything between a Setup and messages that arrive, in the order in which it is done. */
export function Checklist({ setup, health, acts, metaApp, unreachable }: ChecklistProps) {
  const { checklist, rejections } = health;
  const done = checklist.filter(
    (row) => row.state === "done" && !isDoubted(row, rejectionsOf(row.item, rejections)),
  ).length;
  const isDone = (wanted: ChecklistItem) => checklist.some(({ item, state }) => item === wanted && state === "done");
  // One button does both, so it stands where something is left to do.
  const registering = isDone("webhook") && !isDone("fields") ? "fields" : "webhook";
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
            metaApp={metaApp}
            unreachable={unreachable}
            fields={health.registration?.fields ?? []}
            rejections={rejectionsOf(row.item, rejections)}
            registers={row.item === registering}
          />
        ))}
      </ol>
    </Surface>
  );
}
